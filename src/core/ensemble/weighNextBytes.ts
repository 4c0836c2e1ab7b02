import { at } from "../at";
import { END_OF_TEXT } from "../heal/byteModel";

/**
 * Adds up, for each byte, the weights of the tokens that go on with it.
 *
 * @param logits [V]
 * @param candidates tokens that begin as the text goes on
 * @param parts `byteOf`: the byte of a candidate behind the text, `undefined` if it ends there: such a one says nothing about the
 * next byte. `isWritten`: whether the tokenizer would write it. `endTokens`: those that end the text here
 * @returns [257] logarithms; the last is that of the end of the text
 */
export function weighNextBytes(
  logits: Float32Array,
  candidates: Int32Array,
  parts: {
    readonly byteOf: (token: number) => number | undefined;
    readonly isWritten: (token: number) => boolean;
    readonly endTokens: Iterable<number>;
  },
): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (const token of candidates) largest = Math.max(largest, at(logits, token));
  for (const token of parts.endTokens) largest = Math.max(largest, at(logits, token));
  const weights = new Float64Array(END_OF_TEXT + 1);
  if (largest === Number.NEGATIVE_INFINITY) return weights.fill(largest);
  for (const token of candidates) {
    const byte = parts.byteOf(token);
    if (byte === undefined || !parts.isWritten(token)) continue;
    weights[byte] = at(weights, byte) + Math.exp(at(logits, token) - largest);
  }
  for (const token of parts.endTokens) {
    weights[END_OF_TEXT] = at(weights, END_OF_TEXT) + Math.exp(at(logits, token) - largest);
  }
  return weights.map((weight) => largest + Math.log(weight));
}
