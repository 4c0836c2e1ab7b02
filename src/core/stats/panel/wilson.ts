/** Of the normal distribution: 95 % lie within so many standard deviations. */
const z = 1.96;

/** A share that was seen, and where the true one is with 95 % confidence. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's interval of a share: unlike the usual one it stays within 0 and 1, and says something at 0 of n, too.
 *
 * Worked example: 10 of 20 lie within 30 % and 70 %; 0 of 20 within 0 % and 16 %.
 *
 * @param part how many of `whole`; `whole` is at least 1
 */
export function wilson(part: number, whole: number): Interval {
  const share = part / whole;
  const scale = 1 + z ** 2 / whole;
  const middle = (share + z ** 2 / (2 * whole)) / scale;
  const spread = (z * Math.sqrt((share * (1 - share)) / whole + z ** 2 / (4 * whole ** 2))) / scale;
  return { low: Math.max(0, middle - spread), high: Math.min(1, middle + spread) };
}
