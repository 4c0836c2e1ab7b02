import { availableParallelism } from "node:os";

/** More threads than this did not make a step faster and take cores from the editor. */
const mostThreads = 4;

/**
 * Threads of a forward pass. One core of four or more is left to the editor; two logical processors are counted as
 * one core from four on, as on most machines that people type on.
 *
 * @param asked 0 lets the machine decide
 */
export function chooseThreads(asked: number, numProcessors = availableParallelism()): number {
  if (asked > 0) return asked;
  if (numProcessors <= 2) return numProcessors;
  return Math.min(mostThreads, Math.max(2, Math.floor(numProcessors / 2)));
}
