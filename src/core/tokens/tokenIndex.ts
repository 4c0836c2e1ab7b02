import { at } from "../at";
import { sortByBytes, type ByteStrings } from "./sortByBytes";
import type { Vocabulary } from "./vocabulary";

/**
 * All text tokens of a vocabulary sorted by their bytes, so that the tokens which begin with given bytes are one stretch.
 *
 * Worked example: with the tokens `a`, `ab`, `abc`, `b` the bytes `ab` begin the stretch `ab`, `abc`, and are spelt by `ab`.
 */
export class TokenIndex {
  /** [n] ids in order of their bytes, then of themselves. */
  readonly #sorted: Int32Array;
  /** The bytes of all tokens, in that order. */
  readonly #bytes: Uint8Array;
  /** [n + 1] where each token's bytes begin. */
  readonly #starts: Int32Array;

  constructor(vocabulary: Vocabulary) {
    const { tokens, strings } = textTokens(vocabulary);
    const order = sortByBytes(strings);
    this.#sorted = order.map((place) => at(tokens, place));
    this.#bytes = new Uint8Array(strings.bytes.length);
    this.#starts = new Int32Array(order.length + 1);
    let end = 0;
    for (const [i, place] of order.entries()) {
      for (let from = at(strings.starts, place); from < at(strings.starts, place + 1); from++) {
        this.#bytes[end++] = at(strings.bytes, from);
      }
      this.#starts[i + 1] = end;
    }
  }

  /** Tokens whose bytes begin with `bytes`; all text tokens for none. A view: not to be changed. */
  withPrefix(bytes: Uint8Array): Int32Array {
    const start = this.#lowerBound(bytes, 0, 0);
    return this.#sorted.subarray(start, this.#lowerBound(bytes, 1, start));
  }

  /** Tokens whose bytes are `bytes`: one, or none, or several where a vocabulary has duplicates. */
  spelling(bytes: Uint8Array): Int32Array {
    const start = this.#lowerBound(bytes, 0, 0);
    // Those without more bytes stand first among those that begin so.
    let end = start;
    while (end < this.#sorted.length && this.#compare(end, bytes, 1) === 0) {
      if (at(this.#starts, end + 1) - at(this.#starts, end) !== bytes.length) break;
      end++;
    }
    return this.#sorted.subarray(start, end);
  }

  /**
   * The first place from `from` on whose token is not before `bytes` (`side` 0), or is behind everything that begins with
   * `bytes` (`side` 1).
   */
  #lowerBound(bytes: Uint8Array, side: 0 | 1, from: number): number {
    let low = from;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(middle, bytes, side) < side) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** As the token at `place` stands to `bytes`; where it begins with them, 0 if `side` is 1. */
  #compare(place: number, bytes: Uint8Array, side: 0 | 1): number {
    const start = at(this.#starts, place);
    const length = at(this.#starts, place + 1) - start;
    const shorter = Math.min(length, bytes.length);
    for (let i = 0; i < shorter; i++) {
      const difference = at(this.#bytes, start + i) - at(bytes, i);
      if (difference !== 0) return difference;
    }
    return side === 1 && length > bytes.length ? 0 : length - bytes.length;
  }
}

/** All text tokens of a vocabulary, and their bytes one behind the other. */
function textTokens(vocabulary: Vocabulary): {
  readonly tokens: readonly number[];
  readonly strings: ByteStrings;
} {
  const tokens: number[] = [];
  const starts = [0];
  let bytes = new Uint8Array(8 * vocabulary.size);
  let end = 0;
  for (let token = 0; token < vocabulary.size; token++) {
    const spelling = vocabulary.bytesOf(token);
    if (spelling.length === 0 || vocabulary.isSpecial(token)) continue;
    if (end + spelling.length > bytes.length) {
      const longer = new Uint8Array(2 * (end + spelling.length));
      longer.set(bytes);
      bytes = longer;
    }
    bytes.set(spelling, end);
    end += spelling.length;
    tokens.push(token);
    starts.push(end);
  }
  return { tokens, strings: { bytes: bytes.subarray(0, end), starts: Int32Array.from(starts) } };
}
