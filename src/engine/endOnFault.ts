import { setTimeout } from "node:timers/promises";
import { messageOf } from "../core/errors";
import type { Logger } from "../core/ports";

/** An internal fault, as sysexits.h has it. */
const faultExitCode = 70;

/** Longest that the last words may take to leave. */
const lastWordsMs = 200;

/**
 * Ends the process at the first exception that nobody caught, after telling the windows which: what is left in memory cannot be
 * trusted any more, and a new process is cheap.
 */
export function endOnFault(
  channel: { readonly flushed: () => Promise<void> },
  logger: Logger,
): void {
  process.on("uncaughtException", (error) => {
    logger.error(`The engine has a fault and ends: ${error.stack ?? messageOf(error)}`);
    void Promise.race([channel.flushed(), setTimeout(lastWordsMs)]).then(() => {
      process.exit(faultExitCode);
    });
  });
}
