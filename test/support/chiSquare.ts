import type { Law } from "./enumerateLaw";

/**
 * The probability of a fit at least as bad as this one, if `counts` were drawn from `law` (Pearson's test). Outcomes expected
 * less than five times are taken together; an outcome that the law rules out gives 0.
 */
export function chiSquareP(counts: ReadonlyMap<string, number>, law: Law): number {
  const numDraws = Array.from(counts.values()).reduce((a, b) => a + b, 0);
  for (const outcome of counts.keys()) if ((law.get(outcome) ?? 0) === 0) return 0;
  let statistic = 0;
  let numCells = 0;
  let rare = { observed: 0, expected: 0 };
  const add = (observed: number, expected: number): void => {
    statistic += (observed - expected) ** 2 / expected;
    numCells += 1;
  };
  for (const [outcome, probability] of law) {
    const observed = counts.get(outcome) ?? 0;
    const expected = probability * numDraws;
    if (expected >= 5) add(observed, expected);
    else rare = { observed: rare.observed + observed, expected: rare.expected + expected };
  }
  if (rare.expected > 0) add(rare.observed, rare.expected);
  return upperGamma((numCells - 1) / 2, statistic / 2);
}

/** The regularised upper incomplete gamma function Q(a, x), by series or continued fraction (Numerical Recipes 6.2). */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 1000 && term > sum * 1e-15; n++) sum += term *= x / (a + n);
    return 1 - sum * scale;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 1000; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return h * scale;
}

/** Stirling's series after shifting the argument above 10. */
function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 10; z++) shift += Math.log(z);
  const series = 1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5);
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
