import { at } from "../at";
import type { GumbelOf } from "./gumbelOrder";
import { likeliestOrder } from "./likeliestOrder";
import type { ScoredRow } from "./scoredRow";
import { TokenHeap } from "./tokenHeap";
import type { Visit } from "./tokenOrder";
import type { KeptTokens } from "./truncation";

/**
 * Kept tokens by falling key, a score with the token's own Gumbel noise: the first is a draw from the kept distribution.
 * The others follow by falling score, so where a constraint admits none of the kept tokens, what is kept grows up to the first
 * token that it admits.
 */
export async function* truncatedOrder(
  row: ScoredRow,
  kept: KeptTokens,
  gumbelOf: GumbelOf,
): AsyncGenerator<Iterable<Visit>> {
  yield byKey(kept, gumbelOf);
  for await (const stretch of likeliestOrder(row, kept.ids)) yield withoutMass(stretch);
}

function* byKey({ ids, scores }: KeptTokens, gumbelOf: GumbelOf): Generator<Visit> {
  const ranks = Int32Array.from(ids.keys());
  const heap = new TokenHeap(ranks, (rank) => at(scores, rank) + gumbelOf(at(ids, rank)));
  while (heap.size > 0) {
    const rank = heap.pop();
    yield { token: at(ids, rank), score: at(scores, rank) };
  }
}

function* withoutMass(stretch: Iterable<Visit>): Generator<Visit> {
  for (const { token } of stretch) yield { token, score: Number.NEGATIVE_INFINITY };
}
