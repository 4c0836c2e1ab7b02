import { at } from "../at";

const UNKNOWN = 0;
const OTHER = 1;
const WORD = 2;
const LINE_BREAK = 3;
const BREAK = 4;

const wordEnd = /[\p{L}\p{N}]$/u;
const letterStart = /^\p{L}/u;
/** No mark, which belongs to the letter before it, and no apostrophe: some pre-tokenisers join "don't". */
const breakStart = /^(?!['’])[\p{P}\p{S}\p{Z}\s]/u;

/**
 * The seams between tokens at which every pre-tokeniser of code models cuts, whatever comes before and after: the end of a word or
 * number before a blank or a sign, and a line break before a letter.
 */
export class SeamKinds {
  readonly #textOf: (token: number) => string | null;
  /** [V] how each token ends and begins, as far as it was asked. */
  readonly #ends: Uint8Array;
  readonly #begins: Uint8Array;

  /** @param textOf the text of a token, `null` if it is not whole characters */
  constructor(size: number, textOf: (token: number) => string | null) {
    this.#textOf = textOf;
    this.#ends = new Uint8Array(size);
    this.#begins = new Uint8Array(size);
  }

  /** Whether the seam between two neighbours is such a place. */
  isCertain(before: number, after: number): boolean {
    const end = this.#endOf(before);
    if (end === OTHER) return false;
    return this.#beginOf(after) === (end === WORD ? BREAK : WORD);
  }

  #endOf(token: number): number {
    if (this.#ends[token] === UNKNOWN) {
      const text = this.#textOf(token) ?? "";
      this.#ends[token] = wordEnd.test(text) ? WORD : text.endsWith("\n") ? LINE_BREAK : OTHER;
    }
    return at(this.#ends, token);
  }

  #beginOf(token: number): number {
    if (this.#begins[token] === UNKNOWN) {
      const text = this.#textOf(token) ?? "";
      this.#begins[token] = letterStart.test(text) ? WORD : breakStart.test(text) ? BREAK : OTHER;
    }
    return at(this.#begins, token);
  }
}
