import { at } from "../at";
import type { Vocabulary } from "./vocabulary";

/**
 * All text tokens of a vocabulary sorted by their bytes, so that the tokens which begin with given bytes are one stretch.
 *
 * Worked example: with the tokens `a`, `ab`, `abc`, `b` the bytes `ab` begin the stretch `ab`, `abc`, and are spelt by `ab`.
 */
export class TokenIndex {
  readonly #vocabulary: Vocabulary;
  /** Ids in order of their bytes, then of themselves. */
  readonly #sorted: Int32Array;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    const ids: number[] = [];
    for (let token = 0; token < vocabulary.size; token++) {
      if (!vocabulary.isSpecial(token) && vocabulary.bytesOf(token).length > 0) ids.push(token);
    }
    ids.sort((a, b) => compareBytes(vocabulary.bytesOf(a), vocabulary.bytesOf(b)) || a - b);
    this.#sorted = Int32Array.from(ids);
  }

  /** Tokens whose bytes begin with `bytes`; all text tokens for none. A view: not to be changed. */
  withPrefix(bytes: Uint8Array): Int32Array {
    const start = this.#lowerBound(bytes, 0);
    return this.#sorted.subarray(start, this.#lowerBound(bytes, 1));
  }

  /** Tokens whose bytes are `bytes`: one, or none, or several where a vocabulary has duplicates. */
  spelling(bytes: Uint8Array): Int32Array {
    const longer = this.withPrefix(bytes);
    // Those without more bytes stand first.
    let numEqual = 0;
    while (
      numEqual < longer.length &&
      this.#vocabulary.bytesOf(at(longer, numEqual)).length === bytes.length
    ) {
      numEqual++;
    }
    return longer.subarray(0, numEqual);
  }

  /**
   * The first place in the order whose token is not before `bytes` (`side` 0), or is behind everything that begins
   * with `bytes` (`side` 1).
   */
  #lowerBound(bytes: Uint8Array, side: 0 | 1): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const token = this.#vocabulary.bytesOf(at(this.#sorted, middle));
      const order = compareBytes(side === 0 ? token : token.subarray(0, bytes.length), bytes);
      if (order < side) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Negative, 0 or positive as `a` stands before, at or behind `b` in lexicographic order. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = at(a, i) - at(b, i);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
