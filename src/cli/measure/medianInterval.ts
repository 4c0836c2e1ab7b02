import { at } from "../../core/at";
import type { SeededRandom } from "../seededRandom";
import { bootstrap } from "./bootstrap";
import { quantile } from "../../core/stats/quantiles";

/** A median with the interval that holds it with 95 % confidence. */
export interface MedianInterval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Median of `values` with its bootstrap interval; `undefined` of none. */
export function medianInterval(
  values: readonly number[],
  random: SeededRandom,
): MedianInterval | undefined {
  const median = quantile(values, 0.5);
  if (median === undefined) return undefined;
  const medianOf = (indices: Int32Array): number =>
    quantile(
      Array.from(indices, (index) => at(values, index)),
      0.5,
    ) ?? median;
  return { median, ...bootstrap(values.length, medianOf, random) };
}
