import { at } from "../at";

/** A pass that was timed. */
export interface CostPoint {
  readonly numNodes: number;
  /** Rows in the cache before the pass. */
  readonly cachedLength: number;
  readonly ms: number;
}

/** Cost by the number of nodes, and how much of it each row in the cache adds for each node. */
export interface CostCurve {
  /** [costSizes.length] what a pass of each of these sizes costs with an empty cache; never falls. */
  readonly curve: Float64Array;
  readonly perRow: number;
}

/** Numbers of nodes for which a cost is kept; it is interpolated between them. */
export const costSizes: readonly number[] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64];

/**
 * The form of the curve where nothing was measured: that of matrices of 8-bit weights on a CPU, one node as the unit. Measured with
 * layers of the widths of a 1.5 B model, one thread of a shared AMD EPYC.
 */
export const priorCurve: CostCurve = {
  curve: Float64Array.of(1, 1.15, 1.3, 1.46, 1.84, 2.22, 2.72, 3.22, 4.36, 5.49, 10.3),
  perRow: 0,
};

/**
 * The curve through measured passes, in milliseconds. Sizes between two measured ones lie on the line between them, those
 * outside follow the usual form from the nearest one. What attention adds is seen where a size was measured at two lengths.
 *
 * @param points at least one; several of one size and length are one, their median
 */
export function costCurve(points: readonly CostPoint[]): CostCurve {
  const perRow = costPerRow(points);
  const known = new Map<number, number>();
  for (const size of new Set(points.map(({ numNodes }) => numNodes))) {
    const times = points
      .filter(({ numNodes }) => numNodes === size)
      .map(({ cachedLength, ms }) => ms - perRow * size * cachedLength);
    known.set(size, Math.max(median(times), Number.MIN_VALUE));
  }
  const sizes = Array.from(known.keys()).sort((a, b) => a - b);
  let highest = 0;
  const curve = Float64Array.from(costSizes, (size) => {
    highest = Math.max(highest, costAt(size, sizes, known));
    return highest;
  });
  return { curve, perRow };
}

function costAt(
  size: number,
  sizes: readonly number[],
  known: ReadonlyMap<number, number>,
): number {
  const upper = sizes.find((other) => other >= size);
  const lower = sizes.findLast((other) => other <= size);
  const costOf = (measured: number): number => known.get(measured) ?? 0;
  if (upper !== undefined && lower !== undefined) {
    const share = upper === lower ? 0 : (size - lower) / (upper - lower);
    return costOf(lower) + share * (costOf(upper) - costOf(lower));
  }
  const nearest = upper ?? lower ?? 1;
  return (costOf(nearest) * usualCost(size)) / usualCost(nearest);
}

function usualCost(size: number): number {
  const index = costSizes.findLastIndex((other) => other <= size);
  return at(priorCurve.curve, Math.max(0, index));
}

/** The slope of all differences between two lengths of one size, by least squares, and never below 0. */
function costPerRow(points: readonly CostPoint[]): number {
  let products = 0;
  let squares = 0;
  for (const size of new Set(points.map(({ numNodes }) => numNodes))) {
    const times = points.filter(({ numNodes }) => numNodes === size);
    const lengths = Array.from(new Set(times.map(({ cachedLength }) => cachedLength)));
    const from = Math.min(...lengths);
    const msAt = (length: number): number =>
      median(times.filter(({ cachedLength }) => cachedLength === length).map(({ ms }) => ms));
    for (const length of lengths) {
      const numReads = size * (length - from);
      products += numReads * (msAt(length) - msAt(from));
      squares += numReads ** 2;
    }
  }
  return squares > 0 ? Math.max(0, products / squares) : 0;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (at(sorted, Math.floor(middle)) + at(sorted, Math.ceil(middle))) / 2;
}
