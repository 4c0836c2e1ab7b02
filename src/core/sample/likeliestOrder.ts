import { at } from "../at";
import type { ScoredRow } from "./scoredRow";
import { TokenHeap } from "./tokenHeap";
import type { Visit } from "./tokenOrder";

/**
 * Tokens by falling score, ties to the lowest id. The whole row is fetched only behind the last token that is certain
 * from the top K.
 *
 * @param skipped tokens that were visited already: the likeliest ones
 */
export async function* likeliestOrder(
  row: ScoredRow,
  skipped?: Int32Array,
): AsyncGenerator<Iterable<Visit>> {
  const start = Math.min(skipped?.length ?? 0, row.numCertain);
  yield visits(row, start);
  if (row.bound === Number.NEGATIVE_INFINITY) return;
  const scores = await row.whole();
  const seen = new Set(skipped);
  for (const token of row.ids.subarray(start, row.numCertain)) seen.add(token);
  const heap = new TokenHeap(await row.others(seen), (token) => at(scores, token));
  yield takeWhile(heap, { scoreOf: (token) => at(scores, token) });
}

function* visits(row: ScoredRow, start: number): Generator<Visit> {
  for (let i = start; i < row.numCertain; i++) {
    yield { token: at(row.ids, i), score: at(row.scores, i) };
  }
}

/**
 * Takes tokens off a heap as they are visited.
 *
 * @param options.isNext whether the token of this key is still to be taken; all are if left out
 */
export function* takeWhile(
  heap: TokenHeap,
  options: {
    readonly scoreOf: (token: number) => number;
    readonly isNext?: (key: number) => boolean;
  },
): Generator<Visit> {
  const { scoreOf, isNext } = options;
  while (heap.size > 0 && (isNext?.(heap.topKey) ?? true)) {
    const token = heap.pop();
    yield { token, score: scoreOf(token) };
  }
}
