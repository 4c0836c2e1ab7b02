import { at } from "../at";

/**
 * How alike two texts are: 1 - distance / length of the longer one, 1 for equal texts. The distance counts characters
 * (code points) to insert, remove or replace (Levenshtein 1966).
 */
export function editSimilarity(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  const longer = Math.max(left.length, right.length);
  return longer === 0 ? 1 : 1 - editDistance(left, right) / longer;
}

function editDistance(left: readonly string[], right: readonly string[]): number {
  // `row[j]`: distance of the part of `left` seen so far to the first j characters of `right`.
  let row = Uint32Array.from({ length: right.length + 1 }, (_, j) => j);
  for (const [i, char] of left.entries()) {
    const next = new Uint32Array(row.length);
    next[0] = i + 1;
    for (const [j, other] of right.entries()) {
      const replaced = at(row, j) + (char === other ? 0 : 1);
      next[j + 1] = Math.min(replaced, at(row, j + 1) + 1, at(next, j) + 1);
    }
    row = next;
  }
  return at(row, right.length);
}
