/*
 * Figures come from another process, and the clocks of two processes may disagree. Whatever comes, no number of the panel is NaN or
 * infinite.
 */

/** More than this, in milliseconds eleven days, nothing here can be; sums and squares of such are numbers still. */
const most = 1e9;

/** A time or a count. */
export function amount(value: number): number {
  return Number.isNaN(value) ? 0 : Math.min(most, Math.max(0, value));
}

/** A probability: sums of them end a little beside 1. */
export function chance(value: number): number {
  return Math.min(1, amount(value));
}
