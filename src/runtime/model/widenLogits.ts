import { at } from "../../core/at";

/**
 * Logits of some tokens as rows over the whole vocabulary: what a trimmed head does not score cannot be written.
 *
 * @param logits [R, K]
 * @param tokens [K] the tokens that they belong to; the whole vocabulary if `undefined`
 * @returns [R, V]
 */
export function widenLogits(
  logits: Float32Array,
  tokens: Int32Array | undefined,
  vocabSize: number,
): Float32Array {
  if (tokens === undefined) return logits;
  const numRows = logits.length / tokens.length;
  const wide = new Float32Array(numRows * vocabSize).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < numRows; row++) {
    for (const [place, token] of tokens.entries()) {
      wide[row * vocabSize + token] = at(logits, row * tokens.length + place);
    }
  }
  return wide;
}
