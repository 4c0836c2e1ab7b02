/** Random numbers that a seed repeats, for choosing cases and resampling figures. Not for secrets. */
export class SeededRandom {
  #state: number;

  /** @param seed any number; its low 32 bits count */
  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A whole number from 0 to `bound` - 1. `bound` is 1 or more, and far below 2^32. */
  below(bound: number): number {
    return Math.floor((this.#next() / 2 ** 32) * bound);
  }

  /** Takes a random item out of `pool`, in constant time: the last item fills the hole. `undefined` from an empty pool. */
  take<T>(pool: T[]): T | undefined {
    const index = this.below(pool.length);
    const last = pool.pop();
    if (last === undefined || index === pool.length) return last;
    const item = pool[index];
    pool[index] = last;
    return item;
  }

  /** SplitMix32: a counter and a mixing of its bits (Steele et al. 2014, with the constants of MurmurHash3's finaliser). */
  #next(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  }
}
