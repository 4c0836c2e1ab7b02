/** No place. */
const NONE = -1;

/** Most places of a table that stays as it is; a larger one is built anew with more room for its heads. */
const firstBits = 10;

/**
 * The places at which `length` tokens stand, by a hash of these tokens: each place knows the one before it with the same hash, so the
 * places of a run are a chain, newest first. Different runs may share a chain: who walks it compares.
 *
 * A place takes 4 bytes, and 4 to 8 with the heads of the chains. Elements are read without `at`: a text of 10,000 tokens is added in
 * the time of one forward pass.
 */
export class GramPlaces {
  readonly length: number;
  #numBits = firstBits;
  /** [2^numBits] the newest place of each chain. */
  #heads = new Int32Array(1 << firstBits).fill(NONE);
  /** [capacity] the place before each in its chain. */
  #earlier = new Int32Array(1 << firstBits);

  constructor(length: number) {
    this.length = length;
  }

  /** Forgets all places. */
  clear(): void {
    this.#heads.fill(NONE);
  }

  /**
   * Adds the runs that end at `from` and behind it, below `to`. Runs with a separator in them, which is negative, have no place.
   *
   * @param tokens all of them, the earlier ones unchanged
   */
  extend(tokens: Int32Array, from: number, to: number): void {
    if (to > this.#earlier.length) this.#grow(tokens, from, to);
    let numTokens = 0;
    for (let place = Math.max(0, from - this.length + 1); place < to; place++) {
      numTokens = (tokens[place] ?? NONE) < 0 ? 0 : numTokens + 1;
      if (place < from || numTokens < this.length) continue;
      const chain = this.#chainOf(tokens, place);
      this.#earlier[place] = this.#heads[chain] ?? NONE;
      this.#heads[chain] = place;
    }
  }

  /** The newest place with the hash of the run that ends at `end`, or -1. */
  newest(tokens: Int32Array, end: number): number {
    return this.#heads[this.#chainOf(tokens, end)] ?? NONE;
  }

  /** The next older place of the same chain, or -1. */
  before(place: number): number {
    return this.#earlier[place] ?? NONE;
  }

  #grow(tokens: Int32Array, numKnown: number, numPlaces: number): void {
    while (1 << this.#numBits < numPlaces) this.#numBits++;
    this.#heads = new Int32Array(1 << this.#numBits).fill(NONE);
    this.#earlier = new Int32Array(1 << this.#numBits);
    this.extend(tokens, 0, numKnown);
  }

  /** Multiplicative hashing: the upper bits of a product depend on all lower ones. */
  #chainOf(tokens: Int32Array, end: number): number {
    let mixed = 0;
    for (let i = 0; i < this.length; i++) {
      mixed = Math.imul(mixed ^ (tokens[end - i] ?? NONE), 0x9e3779b1);
      mixed ^= mixed >>> 15;
    }
    return Math.imul(mixed, 0x85ebca6b) >>> (32 - this.#numBits);
  }
}
