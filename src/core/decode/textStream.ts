import { decodeUtf8 } from "../tokens/utf8";

/**
 * Turns bytes that arrive in pieces into text, whole characters only: a piece may end inside a character, whose first bytes
 * then wait for the others. Bytes that can never become a character read as U+FFFD, as everywhere in UTF-8. What has been
 * taken in pieces equals the text of the same bytes taken at once.
 */
export class TextStream {
  #numTaken = 0;

  /** Bytes whose text has been taken. */
  get numTakenBytes(): number {
    return this.#numTaken;
  }

  /**
   * The text of the whole characters that were not taken yet.
   *
   * @param bytes all bytes from the beginning, those taken before included
   */
  take(bytes: Uint8Array): string {
    const end = bytes.length - unfinishedLength(bytes);
    if (end <= this.#numTaken) return "";
    const text = decodeUtf8(bytes.subarray(this.#numTaken, end));
    this.#numTaken = end;
    return text;
  }
}

/** Number of bytes at the end of `bytes` that begin a character and do not finish it, 0..3. */
function unfinishedLength(bytes: Uint8Array): number {
  for (let length = 1; length <= 3; length++) {
    const byte = bytes[bytes.length - length];
    if (byte === undefined) return 0;
    const isContinuation = byte >= 0x80 && byte < 0xc0;
    if (!isContinuation) return characterLength(byte) > length ? length : 0;
  }
  return 0;
}

/** Bytes of the character that `lead` begins; 1 for a byte that begins none. */
function characterLength(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}
