import { ForetypeError } from "../core/errors";
import type { Cancellation } from "../core/ports";

/** How far long work has come, in bytes. */
export interface Done {
  readonly done: number;
  readonly total: number;
}

/** Who watches long work, and whether it is still wanted. */
export interface WorkOptions {
  readonly onProgress?: (progress: Done) => void;
  readonly cancellation?: Cancellation;
  /** Large files of which no hash is remembered are not read for one: theirs is then empty. For descriptions. */
  readonly isQuick?: boolean;
}

/**
 * Call it between pieces of work.
 *
 * @throws user/cancelled if the user has stopped it
 */
export function checkWanted(cancellation: Cancellation | undefined, what: string): void {
  if (cancellation?.isCancelled === true) {
    throw new ForetypeError("user/cancelled", `${what} was stopped.`);
  }
}
