/**
 * The value below which the share `p` (0..1) of `values` lies, between neighbours in proportion; `undefined` of none.
 * Definition 7 of Hyndman and Fan 1996, as in R and NumPy.
 */
export function percentile(values: readonly number[], p: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const place = p * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (place - Math.floor(place));
}
