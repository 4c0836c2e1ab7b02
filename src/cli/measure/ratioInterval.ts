import { at } from "../../core/at";
import { SeededRandom } from "../seededRandom";
import { bootstrap } from "./bootstrap";

/** A ratio of sums with the interval that holds it with 95 % confidence. */
export interface RatioInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What one case adds to a ratio of sums. */
export interface Share {
  readonly part: number;
  /** Above 0. */
  readonly whole: number;
}

/**
 * Sum of the parts / sum of the wholes, with its bootstrap interval over the cases; `undefined` of none. The same shares give
 * the same interval.
 */
export function ratioInterval(shares: readonly Share[]): RatioInterval | undefined {
  if (shares.length === 0) return undefined;
  const parts = Float64Array.from(shares, ({ part }) => part);
  const wholes = Float64Array.from(shares, ({ whole }) => whole);
  const ratioOf = (indices: Iterable<number>): number => {
    let part = 0;
    let whole = 0;
    for (const index of indices) {
      part += at(parts, index);
      whole += at(wholes, index);
    }
    return part / whole;
  };
  return {
    value: ratioOf(parts.keys()),
    ...bootstrap(shares.length, ratioOf, new SeededRandom(0)),
  };
}

/** Mean of `values` with its bootstrap interval; `undefined` of none. */
export function meanInterval(values: readonly number[]): RatioInterval | undefined {
  return ratioInterval(values.map((part) => ({ part, whole: 1 })));
}
