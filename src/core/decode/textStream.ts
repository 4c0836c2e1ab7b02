import { decodeUtf8, unfinishedLength } from "../tokens/utf8";

/**
 * Turns bytes that arrive in pieces into text, whole characters only: a piece may end inside a character, whose first bytes
 * then wait for the others. Bytes that can never become a character read as U+FFFD, as everywhere in UTF-8. What has been
 * taken in pieces equals the text of the same bytes taken at once.
 */
export class TextStream {
  #numTaken: number;

  /** @param numTakenBytes where to begin: the end of a whole character */
  constructor(numTakenBytes = 0) {
    this.#numTaken = numTakenBytes;
  }

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
