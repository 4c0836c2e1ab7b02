/**
 * Whole numbers that are printed for the parts of a sum, so that the printed parts add up to the printed sum: all are rounded down,
 * and those with the largest rest are rounded up until the sum is right.
 *
 * Worked example: 41.4, 6.3 and 148.3 make 196. Rounded each, they would add up to 195; one is rounded up: 42, 6, 148 for 196.
 *
 * @param parts finite, none below 0
 * @param total what they add up to as it is printed; the rounded sum if left out
 */
export function wholeParts(
  parts: readonly number[],
  total = Math.round(parts.reduce((sum, part) => sum + part, 0)),
): readonly number[] {
  const floors = parts.map(Math.floor);
  const missing = total - floors.reduce((sum, part) => sum + part, 0);
  const byRest = Array.from(parts.keys()).sort((a, b) => restOf(parts, b) - restOf(parts, a));
  const raised = new Set(byRest.slice(0, Math.max(0, missing)));
  return floors.map((floor, i) => (raised.has(i) ? floor + 1 : floor));
}

/** Percentages of the parts of a whole, which add up to 100; all 0 where the whole is. */
export function wholePercentages(parts: readonly number[]): readonly number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (!(total > 0)) return parts.map(() => 0);
  return wholeParts(
    parts.map((part) => (100 * part) / total),
    100,
  );
}

function restOf(parts: readonly number[], index: number): number {
  const part = parts[index] ?? 0;
  return part - Math.floor(part);
}
