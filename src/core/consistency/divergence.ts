import { at } from "../at";
import { decodeUtf8 } from "../tokens/utf8";
import type { Vocabulary } from "../tokens/vocabulary";

/**
 * What a stretch of text is made of that has been written in other tokens than the tokenizer's. `leadingBlank`: a blank that
 * belongs to the next word stands alone or with the blanks before it; `leadingSign`: the same with a sign, as in `.` `count`.
 * `blankRun`: line breaks and indentation in other
 * pieces. `unicode`: characters beyond ASCII, or bytes of them. `specialText`: text that looks like a special token.
 */
export const divergenceKinds = [
  "leadingBlank",
  "leadingSign",
  "blankRun",
  "wordSplit",
  "digitGrouping",
  "unicode",
  "lineEndCrLf",
  "specialText",
  "other",
] as const;

export type DivergenceKind = (typeof divergenceKinds)[number];

/** Where a token stream leaves the tokens that the tokenizer writes for the same text. */
export interface Divergence {
  /** Index of the first token that differs. */
  readonly index: number;
  readonly kind: DivergenceKind;
}

/**
 * Compares a stream of tokens with the canonical tokens of a text that begins with the stream's. What reaches beyond the
 * stream's end is not compared: a canonical token may go on into the text behind it.
 *
 * @returns `undefined` if the stream is canonical
 * Source: Ayoobi et al. 2026, arXiv:2601.14658, for the question and the kinds.
 */
export function findDivergence(
  stream: Int32Array,
  canonical: Int32Array,
  vocabulary: Vocabulary,
): Divergence | undefined {
  const lengthOf = (token: number): number => vocabulary.bytesOf(token).length;
  let index = 0;
  while (index < stream.length && stream[index] === canonical[index]) index++;
  const rest = stream.subarray(index);
  const numRestBytes = rest.reduce((sum, token) => sum + lengthOf(token), 0);
  const next = canonical[index];
  const goesBeyond = next !== undefined && lengthOf(next) > numRestBytes;
  if (rest.length === 0 || goesBeyond) return undefined;
  const bytes = differingBytes(rest, canonical.subarray(index), vocabulary);
  return { index, kind: kindOf(bytes, vocabulary) };
}

/** The bytes from the first difference to where both have a token boundary again. */
function differingBytes(
  stream: Int32Array,
  canonical: Int32Array,
  vocabulary: Vocabulary,
): Uint8Array {
  const bytes: number[] = [];
  let numCanonicalBytes = 0;
  let numCanonical = 0;
  for (const token of stream) {
    bytes.push(...vocabulary.bytesOf(token));
    while (numCanonicalBytes < bytes.length && numCanonical < canonical.length) {
      numCanonicalBytes += vocabulary.bytesOf(at(canonical, numCanonical)).length;
      numCanonical++;
    }
    if (numCanonicalBytes === bytes.length) break;
  }
  return Uint8Array.from(bytes);
}

function kindOf(bytes: Uint8Array, vocabulary: Vocabulary): DivergenceKind {
  const text = decodeUtf8(bytes);
  if (text.includes("\r\n")) return "lineEndCrLf";
  if (bytes.some((byte) => byte >= 0x80)) return "unicode";
  if (vocabulary.specialToken(text) !== undefined) return "specialText";
  if (/^\s+$/.test(text)) return "blankRun";
  if (/^[ \t\n]/.test(text)) return "leadingBlank";
  if (/^[^\s\w]\w/.test(text)) return "leadingSign";
  if (/^\d+$/.test(text)) return "digitGrouping";
  return /^\w+$/.test(text) ? "wordSplit" : "other";
}
