import { availableParallelism } from "node:os";

/** The embedded model's operators take 10 to 200 microseconds each: there is little in them to share out. */
const mostThreads = 4;

/**
 * Threads of a forward pass. From four processors on, two of them are counted as one core and the rest is left to the
 * editor and its language servers.
 *
 * @param asked 0 lets the machine decide
 */
export function chooseThreads(asked: number, numProcessors = availableParallelism()): number {
  if (asked > 0) return asked;
  if (numProcessors <= 2) return numProcessors;
  return Math.min(mostThreads, Math.max(2, Math.floor(numProcessors / 2)));
}
