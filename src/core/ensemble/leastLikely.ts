import { at } from "../at";

/** Fewer candidates are not worth sifting. */
const fewCandidates = 256;

/** Steps below the likeliest candidate, and their size in nats; what lies deeper than the last is on it. */
const numSteps = 256;
const step = 0.25;

/**
 * The least logit such that all candidates below it together have no more than a share of the weight of all. Whether the tokenizer
 * would write a token costs microseconds to find out, and behind a word's end every token is a candidate, nearly all of them as
 * good as impossible.
 *
 * @param logits [V]
 * @param share 0..1; with 0 it is -Infinity
 */
export function leastLikely(candidates: Int32Array, logits: Float32Array, share: number): number {
  if (candidates.length <= fewCandidates || share === 0) return Number.NEGATIVE_INFINITY;
  const largest = candidates.reduce(
    (most, token) => Math.max(most, at(logits, token)),
    Number.NEGATIVE_INFINITY,
  );
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  const weights = new Float64Array(numSteps);
  for (const token of candidates) {
    const below = largest - at(logits, token);
    const place = Math.min(numSteps - 1, Math.floor(below / step));
    weights[place] = at(weights, place) + Math.exp(-below);
  }
  const most = share * weights.reduce((a, b) => a + b, 0);
  let last = numSteps - 1;
  for (let left = at(weights, last); left <= most; left += at(weights, last)) last--;
  // The last step has no lower end.
  return last === numSteps - 1 ? Number.NEGATIVE_INFINITY : largest - step * (last + 1);
}
