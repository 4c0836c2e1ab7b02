import { at } from "../../at";
import { lineFeed, space, tab } from "./textLines";

/** Bytes `[start, end)` of one kind: a name or number, blanks, one line break, or one sign as often as it stands in a row. */
export interface ByteWord {
  readonly start: number;
  readonly end: number;
  readonly kind: "name" | "blank" | "lineEnd" | "sign";
}

/** Longer runs are several words, so that an endless one is a repetition like any other. */
const longestWord = 16;

/**
 * Cuts UTF-8 into words; together they are the text. What is not ASCII belongs to names.
 *
 * Worked example: `a1 == 2` is `a1`, a blank, `==`, a blank and `2`.
 */
export function byteWords(text: Uint8Array): ByteWord[] {
  const words: ByteWord[] = [];
  for (let start = 0; start < text.length;) {
    let end = start + 1;
    while (end < text.length && end - start < longestWord && areOneWord(text, end)) end++;
    words.push({ start, end, kind: kindOf(at(text, start)) });
    start = end;
  }
  return words;
}

/** Whether a word may yet become longer, should more bytes come. */
export function mayGrow(text: Uint8Array, { start, end, kind }: ByteWord): boolean {
  return kind !== "lineEnd" && end === text.length && end - start < longestWord;
}

export function areEqualWords(text: Uint8Array, a: ByteWord, b: ByteWord): boolean {
  if (a.end - a.start !== b.end - b.start) return false;
  for (let i = a.end - a.start - 1; i >= 0; i--) {
    if (text[a.start + i] !== text[b.start + i]) return false;
  }
  return true;
}

/** Whether the byte at `index` goes on with the word of the one before it. */
function areOneWord(text: Uint8Array, index: number): boolean {
  const kind = kindOf(at(text, index));
  if (kind === "sign") return text[index] === text[index - 1];
  return kind !== "lineEnd" && kind === kindOf(at(text, index - 1));
}

/** By byte: every byte of a text is looked at after every token. */
const kinds = Array.from({ length: 256 }, (_, byte) => kindOfByte(byte));

function kindOf(byte: number): ByteWord["kind"] {
  return kinds[byte] ?? "sign";
}

function kindOfByte(byte: number): ByteWord["kind"] {
  if (byte === lineFeed) return "lineEnd";
  if (byte === space || byte === tab) return "blank";
  const isName =
    byte >= 0x80 ||
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x5f;
  return isName ? "name" : "sign";
}
