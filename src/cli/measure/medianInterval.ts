import { at } from "../../core/at";
import type { SeededRandom } from "../seededRandom";
import { percentile } from "./percentile";

/** A median with the interval that holds it with 95 % confidence. */
export interface MedianInterval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

const numResamples = 1000;

/** Median of `values` with its percentile bootstrap interval (Efron 1979); `undefined` of none. */
export function medianInterval(
  values: readonly number[],
  random: SeededRandom,
): MedianInterval | undefined {
  const medians: number[] = [];
  for (let resample = 0; resample < numResamples; resample++) {
    const drawn = values.map(() => at(values, random.below(values.length)));
    medians.push(percentile(drawn, 0.5) ?? 0);
  }
  const median = percentile(values, 0.5);
  const low = percentile(medians, 0.025);
  const high = percentile(medians, 0.975);
  if (median === undefined || low === undefined || high === undefined) return undefined;
  return { median, low, high };
}
