import type { SeededRandom } from "../seededRandom";
import { quantile } from "../../core/stats/quantiles";

const numResamples = 1000;

/**
 * The interval that holds an estimate over items with 95 % confidence: percentile bootstrap (Efron 1979), items drawn anew
 * with replacement.
 *
 * @param numItems 1 or more
 * @param estimate over the items of these indices
 */
export function bootstrap(
  numItems: number,
  estimate: (indices: Int32Array) => number,
  random: SeededRandom,
): { readonly low: number; readonly high: number } {
  const estimates: number[] = [];
  const indices = new Int32Array(numItems);
  for (let resample = 0; resample < numResamples; resample++) {
    for (let i = 0; i < numItems; i++) indices[i] = random.below(numItems);
    estimates.push(estimate(indices));
  }
  return {
    low: quantile(estimates, 0.025) ?? Number.NaN,
    high: quantile(estimates, 0.975) ?? Number.NaN,
  };
}
