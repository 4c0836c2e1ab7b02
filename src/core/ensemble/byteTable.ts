import { at } from "../at";
import type { Vocabulary } from "../tokens/vocabulary";

/** The bytes of all tokens in one buffer, for loops over whole vocabularies: `bytesOf` makes an array at every call. */
export class ByteTable {
  readonly #bytes: Uint8Array;
  /** [V + 1] where each token's bytes begin. */
  readonly #starts: Int32Array;

  constructor(vocabulary: Vocabulary) {
    this.#starts = new Int32Array(vocabulary.size + 1);
    for (let token = 0; token < vocabulary.size; token++) {
      this.#starts[token + 1] = at(this.#starts, token) + vocabulary.bytesOf(token).length;
    }
    this.#bytes = new Uint8Array(at(this.#starts, vocabulary.size));
    for (let token = 0; token < vocabulary.size; token++) {
      this.#bytes.set(vocabulary.bytesOf(token), at(this.#starts, token));
    }
  }

  /** The byte at a place of a token; `undefined` behind its end. */
  byteAt(token: number, place: number): number | undefined {
    const index = at(this.#starts, token) + place;
    return index < at(this.#starts, token + 1) ? this.#bytes[index] : undefined;
  }
}
