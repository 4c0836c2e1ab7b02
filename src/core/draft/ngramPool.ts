import { at } from "../at";

/** Keys that are kept; with 4 n-grams of 4 tokens each the pool takes a megabyte at most. */
const mostKeys = 4096;

/**
 * N-grams by their first token, the latest first. A key keeps its latest few, and the pool its latest keys.
 *
 * Worked example: `a b c` and then `a b d` were added. Behind `a` stand `b d` and `b c`.
 */
export class NgramPool {
  readonly #mostPerKey: number;
  /** By first token, in the order in which keys were last added to; of each the latest first. */
  readonly #followers = new Map<number, readonly Int32Array[]>();

  constructor(mostPerKey: number) {
    this.#mostPerKey = mostPerKey;
  }

  /** @param ngram its first token and what follows it, at least one token */
  add(ngram: ArrayLike<number>): void {
    const key = at(ngram, 0);
    const followers = Int32Array.from({ length: ngram.length - 1 }, (_, i) => at(ngram, i + 1));
    const others = (this.#followers.get(key) ?? []).filter((known) => !isSame(known, followers));
    this.#followers.delete(key);
    this.#followers.set(key, [followers, ...others].slice(0, this.#mostPerKey));
    if (this.#followers.size <= mostKeys) return;
    for (const oldest of this.#followers.keys()) {
      this.#followers.delete(oldest);
      break;
    }
  }

  /** What followed `token`, the latest first. */
  behind(token: number): readonly Int32Array[] {
    return this.#followers.get(token) ?? [];
  }
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((token, i) => token === b[i]);
}
