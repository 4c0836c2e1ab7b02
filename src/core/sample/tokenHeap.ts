import { at } from "../at";

/**
 * Tokens in order of falling keys, ties to the lowest id, sorted only as far as they are taken: making it costs one pass over
 * the tokens, taking one costs the heap's depth. Tokens of key -Infinity cannot come and are left out.
 */
export class TokenHeap {
  readonly #tokens: Int32Array;
  readonly #keys: Float64Array;
  #size = 0;

  /**
   * @param tokens [n], each once
   * @param keyOf asked once for each token
   */
  constructor(tokens: Int32Array, keyOf: (token: number, index: number) => number) {
    this.#tokens = new Int32Array(tokens.length);
    this.#keys = new Float64Array(tokens.length);
    for (let index = 0; index < tokens.length; index++) {
      const token = at(tokens, index);
      const key = keyOf(token, index);
      if (key === Number.NEGATIVE_INFINITY) continue;
      this.#tokens[this.#size] = token;
      this.#keys[this.#size] = key;
      this.#size += 1;
    }
    for (let slot = (this.#size >> 1) - 1; slot >= 0; slot--) this.#sink(slot);
  }

  /** Number of tokens left. */
  get size(): number {
    return this.#size;
  }

  /** The key of the token that `pop` would give; -Infinity if none is left. */
  get topKey(): number {
    return this.#size > 0 ? at(this.#keys, 0) : Number.NEGATIVE_INFINITY;
  }

  /** Takes the token with the largest key; -1 if none is left. */
  pop(): number {
    if (this.#size === 0) return -1;
    const token = at(this.#tokens, 0);
    this.#size -= 1;
    this.#swap(0, this.#size);
    this.#sink(0);
    return token;
  }

  #sink(start: number): void {
    let slot = start;
    for (;;) {
      let first = slot;
      const left = 2 * slot + 1;
      if (left < this.#size && this.#isBefore(left, first)) first = left;
      if (left + 1 < this.#size && this.#isBefore(left + 1, first)) first = left + 1;
      if (first === slot) return;
      this.#swap(slot, first);
      slot = first;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const keyA = at(this.#keys, a);
    const keyB = at(this.#keys, b);
    return keyA > keyB || (keyA === keyB && at(this.#tokens, a) < at(this.#tokens, b));
  }

  #swap(a: number, b: number): void {
    const token = at(this.#tokens, a);
    const key = at(this.#keys, a);
    this.#tokens[a] = at(this.#tokens, b);
    this.#keys[a] = at(this.#keys, b);
    this.#tokens[b] = token;
    this.#keys[b] = key;
  }
}
