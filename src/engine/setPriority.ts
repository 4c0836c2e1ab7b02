import os from "node:os";
import { messageOf } from "../core/errors";
import type { Logger } from "../core/ports";

/**
 * Sets the priority of this process: below normal lets the editor's own work go first. Threads that start later take it over. Some
 * systems do not let it be raised again; that then counts from the next start.
 */
export function setPriority(isLow: boolean, logger: Logger): void {
  const { PRIORITY_BELOW_NORMAL, PRIORITY_NORMAL } = os.constants.priority;
  const wanted = isLow ? PRIORITY_BELOW_NORMAL : PRIORITY_NORMAL;
  try {
    // Who started this may have chosen less.
    if (os.getPriority() < wanted || !isLow) os.setPriority(wanted);
  } catch (error) {
    logger.info(`The engine's priority is left as it is: ${messageOf(error)}`);
  }
}
