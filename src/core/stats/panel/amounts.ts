/*
 * Figures come from another process, and the clocks of two processes may disagree. Whatever comes, no number of the panel is NaN or
 * infinite.
 */

/** A time or a count: never below 0. */
export function amount(value: number): number {
  return Number.isFinite(value) ? Math.max(0, value) : 0;
}

/** A probability: sums of them end a little beside 1. */
export function chance(value: number): number {
  return Math.min(1, amount(value));
}
