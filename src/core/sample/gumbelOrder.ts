import { at } from "../at";
import { conditionedKey } from "./conditionedKey";
import { takeWhile } from "./likeliestOrder";
import { logSumExp } from "./logSumExp";
import { TAIL } from "./noise";
import type { ScoredRow } from "./scoredRow";
import { TokenHeap } from "./tokenHeap";
import type { Visit } from "./tokenOrder";

/** The noise of one position. */
export type GumbelOf = (token: number) => number;

/**
 * Tokens by falling key, where the keys are scores with independent Gumbel noise: the first token is a draw from
 * softmax(scores), and the order is that of drawing without replacement.
 *
 * Tokens of the top K have keys of their own. Those outside stand behind one group, TAIL, with one noise on the log of their
 * summed weight. That key is the largest of theirs, and which of them has it does not depend on it; so, when TAIL is
 * reached, they get keys of their own noise conditioned on that largest one (`conditionedKey`). Almost always a
 * bound on the group's weight shows that it comes behind a token; only otherwise is the whole row fetched. The bound decides
 * what is fetched and never what is chosen, so the order is a pure function of row and noise.
 *
 * Sources: Maddison et al. 2014, arXiv:1411.0030, for the largest key; Kool et al. 2019, arXiv:1903.06059, for the
 * conditioned ones.
 */
export async function* gumbelOrder(
  row: ScoredRow,
  gumbelOf: GumbelOf,
): AsyncGenerator<Iterable<Visit>> {
  const inside = new TokenHeap(row.ids, (token, i) => at(row.scores, i) + gumbelOf(token));
  const known = new Map<number, number>();
  for (const [i, token] of row.ids.entries()) known.set(token, at(row.scores, i));
  const scoreOf = (token: number): number => known.get(token) ?? Number.NaN;
  const tailNoise = gumbelOf(TAIL);
  const bound = row.logTailBound + tailNoise;
  yield takeWhile(inside, { scoreOf, isNext: (key) => key > bound });
  if (row.numOutside === 0) return;
  const scores = await row.whole();
  const outside = await row.others(row.ids);
  const weights = scores.slice();
  for (const token of row.ids) weights[token] = Number.NEGATIVE_INFINITY;
  const logTail = logSumExp(weights);
  yield takeWhile(inside, { scoreOf, isNext: (key) => key >= logTail + tailNoise });
  if (logTail === Number.NEGATIVE_INFINITY) return;

  const own = new Float64Array(outside.length);
  for (let i = 0; i < own.length; i++) {
    const token = at(outside, i);
    own[i] = at(scores, token) + gumbelOf(token);
  }
  const largest = own.reduce((a, b) => Math.max(a, b));
  const tail = new TokenHeap(outside, (_, i) =>
    conditionedKey(at(own, i), largest, logTail + tailNoise),
  );
  yield merged(inside, tail, (token) => at(scores, token));
}

/** Tokens inside the top K before tokens of the tail where keys are equal. */
function* merged(
  inside: TokenHeap,
  tail: TokenHeap,
  scoreOf: (token: number) => number,
): Generator<Visit> {
  while (inside.size > 0 || tail.size > 0) {
    const token = inside.topKey >= tail.topKey ? inside.pop() : tail.pop();
    yield { token, score: scoreOf(token) };
  }
}
