import { at } from "../at";

/**
 * The value below which a share of the values lies, on the line between the two nearest ones: definition 7 of Hyndman and Fan 1996, as in
 * R and NumPy. The quantile at 0.5 is the median.
 *
 * @param values in any order
 * @param share 0..1
 * @returns `undefined` of no values
 */
export function quantile(values: readonly number[], share: number): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const lower = at(sorted, Math.floor(place));
  return lower + (place - Math.floor(place)) * (at(sorted, Math.ceil(place)) - lower);
}

export function median(values: readonly number[]): number | undefined {
  return quantile(values, 0.5);
}

/** `undefined` of no values. */
export function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
