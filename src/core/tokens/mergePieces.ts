import { mergeManyPieces } from "./mergeManyPieces";
import type { MergeTable, OnMerge } from "./mergeTable";

/** From so many pieces on looking for the best pair anew after each merge takes longer than keeping them in order. */
const manyPieces = 48;

/**
 * Byte-pair encoding of one pretoken: merges the pair of the lowest rank, the leftmost of several, until none is left.
 *
 * @param pieces what the pretoken is made of before anything merges: single bytes, or single characters
 * @param onMerge told of each merge, in order
 * Source: Sennrich et al. 2016, arXiv:1508.07909.
 */
export function mergePieces(
  pieces: Iterable<number>,
  merges: MergeTable,
  onMerge?: OnMerge,
): number[] {
  const tokens = Array.from(pieces);
  if (tokens.length >= manyPieces) return mergeManyPieces(tokens, merges, onMerge);
  /** Rank of each token with the next one, -1 for none. */
  const ranks = tokens.map((token, i) => rankAt(tokens, i, token, merges));
  for (;;) {
    let best = Infinity;
    let place = -1;
    for (let i = 0; i < ranks.length; i++) {
      const rank = ranks[i] ?? -1;
      if (rank >= 0 && rank < best) {
        best = rank;
        place = i;
      }
    }
    if (place < 0) return tokens;
    const [left = -1, right = -1] = [tokens[place], tokens[place + 1]];
    const whole = merges.resultOf(left, right);
    tokens[place] = whole;
    tokens.splice(place + 1, 1);
    ranks.splice(place + 1, 1);
    ranks[place] = rankAt(tokens, place, whole, merges);
    const before = tokens[place - 1];
    if (before !== undefined) ranks[place - 1] = merges.rankOf(before, whole);
    onMerge?.(left, right, best);
  }
}

function rankAt(
  tokens: readonly number[],
  place: number,
  token: number,
  merges: MergeTable,
): number {
  const next = tokens[place + 1];
  return next === undefined ? -1 : merges.rankOf(token, next);
}
