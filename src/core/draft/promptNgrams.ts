import { at } from "../at";
import type { Match, TextIndex } from "./textIndex";

const NONE = -1;

/** N-grams of these lengths are looked up. */
const lengths = [3, 2, 1] as const;

/** How many of the most recent places of an n-gram are looked at: a line break has hundreds, and one just before is the likeliest. */
export const MOST_PLACES = 16;

/** All places of the n-grams of one length. */
interface Chains {
  readonly length: number;
  /** The latest place of each n-gram by its hash. */
  readonly latest: Map<number, number>;
  /** Per token, the place before of the n-gram that ends with it; `NONE` if there was none. */
  readonly previous: number[];
}

/**
 * Where the last three tokens stood before, or else the last two, or the last: the most recent places first. It knows of more places
 * than the automaton but of less context, so its drafts are wide and short.
 *
 * Worked example: behind `( a , b ) ( a` the place of `( a` at index 1 comes first; `a` alone was last there, too.
 * Source: Saxena 2023, "prompt lookup decoding", which takes the earliest place; the most recent ones and several of them are ours.
 */
export class PromptNgrams implements TextIndex {
  readonly #text: number[] = [];
  readonly #chains: readonly Chains[] = lengths.map((length) => ({
    length,
    latest: new Map<number, number>(),
    previous: [],
  }));

  get tokens(): readonly number[] {
    return this.#text;
  }

  push(token: number): void {
    this.#text.push(token);
    const end = this.#text.length - 1;
    for (const { length, latest, previous } of this.#chains) {
      const key = this.#hashOf(end, length);
      previous.push(latest.get(key) ?? NONE);
      latest.set(key, end);
    }
  }

  truncate(length: number): void {
    while (this.#text.length > length) {
      const end = this.#text.length - 1;
      for (const chains of this.#chains) {
        const key = this.#hashOf(end, chains.length);
        const previous = chains.previous.pop() ?? NONE;
        if (previous === NONE) chains.latest.delete(key);
        else chains.latest.set(key, previous);
      }
      this.#text.pop();
    }
  }

  matches(): readonly Match[] {
    const end = this.#text.length - 1;
    return this.#chains.flatMap(({ length, previous }) => {
      if (end < 0) return [];
      const found: Match[] = [];
      let place = at(previous, end);
      for (let i = 0; i < MOST_PLACES && place !== NONE; i++) {
        // Other n-grams may have the same hash, and at the text's beginning they are shorter.
        if (this.#isLikeEnd(place, length)) found.push({ length, end: place });
        place = at(previous, place);
      }
      return found;
    });
  }

  #isLikeEnd(place: number, length: number): boolean {
    const end = this.#text.length - 1;
    for (let i = 0; i < length; i++) {
      if (place < i || this.#text[place - i] !== this.#text[end - i]) return false;
    }
    return true;
  }

  /** A hash of the last `length` tokens up to `end`, or of as many as there are. */
  #hashOf(end: number, length: number): number {
    let hash = 0;
    for (let i = Math.max(0, end + 1 - length); i <= end; i++) {
      hash = Math.imul(hash ^ at(this.#text, i), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash | 0;
  }
}
