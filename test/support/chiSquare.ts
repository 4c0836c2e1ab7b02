/**
 * Pearson's statistic of counted outcomes against their expected shares, and its degrees of freedom. An outcome that cannot
 * come up and did makes it infinite.
 */
export function chiSquare(
  counts: ReadonlyMap<string, number>,
  shares: ReadonlyMap<string, number>,
): { readonly statistic: number; readonly degrees: number } {
  const total = [...counts.values()].reduce((a, b) => a + b, 0);
  let statistic = 0;
  for (const [outcome, share] of shares) {
    const expected = total * share;
    statistic += ((counts.get(outcome) ?? 0) - expected) ** 2 / expected;
  }
  const isPossible = [...counts.keys()].every((outcome) => shares.has(outcome));
  return { statistic: isPossible ? statistic : Infinity, degrees: shares.size - 1 };
}

/**
 * The value that chi-square with `degrees` degrees of freedom exceeds with probability 0.001 (Wilson and Hilferty 1931).
 */
export function chiSquareLimit(degrees: number): number {
  const spread = 2 / (9 * degrees);
  return degrees * (1 - spread + 3.0902 * Math.sqrt(spread)) ** 3;
}
