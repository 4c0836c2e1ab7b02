import { concatBytes } from "../tokens/concatBytes";
import { decodeUtf8, unfinishedLength } from "../tokens/utf8";
import type { Vocabulary } from "../tokens/vocabulary";

/** Tokens that are looked at before the new ones: what stands further back does not move a token's end. */
const mostBefore = 4;

const noTokens = new Int32Array(0);

/**
 * The tokens that a tokenizer writes for `bytes` behind `before`: those of both together where these begin with `before`, and
 * otherwise those of `bytes` alone. A last character that is unfinished is left out.
 *
 * Worked example: `turn x` behind ` re` is `turn`, ` x`, although ` return` is one token: ` re` stands already.
 *
 * @returns nothing where no tokens spell the bytes, as in the middle of a character whose first part is no token of its own
 */
export function spellBehind(
  vocabulary: Vocabulary,
  before: readonly number[],
  bytes: Uint8Array,
): Int32Array {
  const whole = bytes.subarray(0, bytes.length - unfinishedLength(bytes));
  if (whole.length === 0) return noTokens;
  for (let numBefore = Math.min(mostBefore, before.length); numBefore >= 0; numBefore--) {
    const tail = before.slice(before.length - numBefore);
    if (tail.some((token) => vocabulary.isSpecial(token))) continue;
    const text = concatBytes([...tail.map((token) => vocabulary.bytesOf(token)), whole]);
    const tokens = vocabulary.encode(decodeUtf8(text));
    if (!tail.every((token, place) => tokens[place] === token)) continue;
    const behind = tokens.subarray(numBefore);
    if (isSpeltBy(whole, behind, vocabulary)) return behind;
  }
  return noTokens;
}

/** Not so where the bytes begin or end inside a character, or the tokenizer adds a blank in front. */
function isSpeltBy(bytes: Uint8Array, tokens: Int32Array, vocabulary: Vocabulary): boolean {
  const spelt = concatBytes(Array.from(tokens, (token) => vocabulary.bytesOf(token)));
  return spelt.length === bytes.length && spelt.every((byte, place) => byte === bytes[place]);
}
