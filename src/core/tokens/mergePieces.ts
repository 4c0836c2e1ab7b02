import type { MergeTable } from "./mergeTable";

/**
 * Byte-pair encoding of one pretoken: merges the pair of the lowest rank, the leftmost of several, until none is left. The time
 * grows with the square of the length, which is small: pieces of a token or of a word.
 *
 * @param pieces what the pretoken is made of before anything merges: single bytes, or single characters
 * @param onMerge told of each merge, in order
 * Source: Sennrich et al. 2016, arXiv:1508.07909.
 */
export function mergePieces(
  pieces: Iterable<number>,
  merges: MergeTable,
  onMerge?: (left: number, right: number, rank: number) => void,
): number[] {
  const tokens = Array.from(pieces);
  for (;;) {
    let best = Infinity;
    let place = 0;
    let left = -1;
    for (const [i, right] of tokens.entries()) {
      const rank = i === 0 ? -1 : merges.rankOf(left, right);
      if (rank >= 0 && rank < best) {
        best = rank;
        place = i - 1;
      }
      left = right;
    }
    if (best === Infinity) return tokens;
    const [first = -1, second = -1] = tokens.splice(place, 2, merges.resultOf(best));
    onMerge?.(first, second, best);
  }
}
