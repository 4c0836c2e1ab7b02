/*
 * Numbers as they are printed. Figures that are made of others, like ratios and rests, are made of the printed ones, so that whoever
 * recomputes them from the screen finds what stands there.
 */

/** Rounded half up, to a number of decimals. */
export function roundTo(value: number, digits: number): number {
  const scaled = Math.round(value * 10 ** digits);
  return Number.isFinite(scaled) ? scaled / 10 ** digits : value;
}

/** Tokens per second: 61.5, and from 100 on without decimals. */
export function printedSpeed(perSecond: number): number {
  const rounded = roundTo(perSecond, 1);
  return rounded < 100 ? rounded : Math.round(perSecond);
}

/** Milliseconds, to what is printed of them: to 1 below a second, to 100 below a minute, else to 1,000. */
export function printedMs(ms: number): number {
  if (Math.round(ms) < 1_000) return Math.round(ms);
  const tenths = roundTo(ms / 1_000, 1);
  return tenths < 60 ? Math.round(tenths * 1_000) : Math.round(ms / 1_000) * 1_000;
}

/** How many times as much: 2.3, and from 10 on without decimals. */
export function printedRatio(ratio: number): number {
  const rounded = roundTo(ratio, 1);
  return rounded < 10 ? rounded : Math.round(ratio);
}

/** The quotient of two numbers, or `undefined` where there is none to be printed. */
export function quotient(part: number, whole: number): number | undefined {
  const value = part / whole;
  return whole > 0 && Number.isFinite(value) ? value : undefined;
}
