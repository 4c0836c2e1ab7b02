import { characterLength, decodeUtf8, encodeUtf8 } from "../tokens/utf8";
import type { Vocabulary } from "../tokens/vocabulary";

/**
 * A token by itself, as it is shown to people: its text, or its name if it is a mark. Bytes that are no whole character are written
 * as `\\xE2`.
 *
 * @param numSkippedBytes bytes at its beginning that are left out
 */
export function tokenLabel(vocabulary: Vocabulary, token: number, numSkippedBytes = 0): string {
  const name = vocabulary.nameOf(token);
  if (name !== undefined) return name;
  const bytes = vocabulary.bytesOf(token);
  const text = decodeUtf8(bytes.subarray(numSkippedBytes));
  // Nearly every token, and all that was drafted is told of.
  if (!text.includes("\ufffd")) return text;
  let label = "";
  for (let start = numSkippedBytes; start < bytes.length;) {
    const [lead = 0] = bytes.subarray(start);
    const piece = bytes.subarray(start, start + characterLength(lead));
    const character = decodeUtf8(piece);
    const isWhole = String(encodeUtf8(character)) === String(piece);
    label += isWhole ? character : `\\x${lead.toString(16).toUpperCase().padStart(2, "0")}`;
    start += isWhole ? piece.length : 1;
  }
  return label;
}
