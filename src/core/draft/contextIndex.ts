import { at } from "../at";
import type { Match } from "./textIndex";

/**
 * Contexts are compared up to that many tokens: of two places that are more alike than that neither is the better. A power of two,
 * because sorting doubles what it has compared.
 */
export const MOST_CONTEXT = 32;

const separator = -1;

/**
 * The places of a text that does not change, sorted by the tokens up to them, the last one first. Places that are like the end of
 * another text stand beside each other where that text would stand, the more alike the nearer, so a binary search finds them.
 *
 * It finds what a suffix automaton of the text would find, and how often, with 8 bytes a token, the token itself included, where an
 * automaton takes hundreds; and it needs no pointer that follows the other text.
 *
 * Worked example: the places of `a b c b`, read backwards from each, are `a`, `b a`, `c b a` and `b c b a`; sorted they are 0, 1, 3, 2.
 * Behind `.. c b` place 3 is the nearest, and place 1 the next.
 * Source: Manber and Myers 1993, doi:10.1137/0222058, for the array and for sorting by doubling.
 */
export class ContextIndex {
  readonly tokens: Int32Array;
  readonly #places: Int32Array;

  constructor(tokens: Int32Array) {
    this.tokens = tokens;
    this.#places = sortedPlaces(tokens);
  }

  /**
   * The places that are most like the end of `context`, the most alike first; of equals, those nearest to where it would stand.
   * Places that share less than `leastLength` of its last `MOST_CONTEXT` tokens are left out.
   */
  nearest(
    context: ArrayLike<number>,
    { leastLength, mostPlaces }: { readonly leastLength: number; readonly mostPlaces: number },
  ): readonly Match[] {
    let above = this.#position(context);
    let below = above - 1;
    const matches: Match[] = [];
    const lengthAt = (position: number): number =>
      position < 0 || position >= this.#places.length
        ? 0
        : this.#sharedLength(at(this.#places, position), context);
    let [lengthAbove, lengthBelow] = [lengthAt(above), lengthAt(below)];
    while (matches.length < mostPlaces) {
      const length = Math.max(lengthAbove, lengthBelow);
      if (length < leastLength) break;
      const isAbove = lengthAbove === length;
      matches.push({ length, end: at(this.#places, isAbove ? above : below) });
      if (isAbove) lengthAbove = lengthAt(++above);
      else lengthBelow = lengthAt(--below);
    }
    return matches;
  }

  /** The first position whose place does not sort before `context`. */
  #position(context: ArrayLike<number>): number {
    let from = 0;
    let to = this.#places.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#isBefore(at(this.#places, middle), context)) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #isBefore(place: number, context: ArrayLike<number>): boolean {
    const length = this.#sharedLength(place, context);
    if (length === MOST_CONTEXT || length === context.length) return false;
    return (this.tokens[place - length] ?? separator) < at(context, context.length - 1 - length);
  }

  #sharedLength(place: number, context: ArrayLike<number>): number {
    const most = Math.min(MOST_CONTEXT, place + 1, context.length);
    let length = 0;
    while (
      length < most &&
      at(this.tokens, place - length) === at(context, context.length - 1 - length)
    ) {
      length++;
    }
    return length;
  }
}

/** Doubles the number of compared tokens: places are sorted by the ranks of their halves. */
function sortedPlaces(tokens: Int32Array): Int32Array {
  const numPlaces = tokens.length;
  const numTokens = 1 + tokens.reduce((most, token) => Math.max(most, token), 0);
  let places = sortedBy(Int32Array.from(tokens.keys()), tokens, numTokens);
  let near = ranksOf(places, [tokens]);
  for (let length = 1; length < MOST_CONTEXT; length *= 2) {
    // Where the text has no more tokens, it sorts before all that have.
    const far = new Int32Array(numPlaces);
    for (let place = length; place < numPlaces; place++) far[place] = at(near, place - length) + 1;
    places = sortedBy(sortedBy(places, far, numPlaces + 1), near, numPlaces);
    near = ranksOf(places, [near, far]);
  }
  return places;
}

/** Places in the order of their keys, 0 <= key < `numKeys`; those of equal keys stay in order. */
function sortedBy(places: Int32Array, keys: Int32Array, numKeys: number): Int32Array {
  const starts = new Int32Array(numKeys + 1);
  const count = (index: number, more: number): void => {
    starts[index] = at(starts, index) + more;
  };
  for (const key of keys) count(key + 1, 1);
  for (let key = 0; key < numKeys; key++) count(key + 1, at(starts, key));
  const sorted = new Int32Array(places.length);
  for (const place of places) {
    const key = at(keys, place);
    sorted[at(starts, key)] = place;
    count(key, 1);
  }
  return sorted;
}

/** [places] how many different places sort before each, by the keys that they are sorted by. */
function ranksOf(places: Int32Array, keys: readonly Int32Array[]): Int32Array {
  const ranks = new Int32Array(places.length);
  let rank = 0;
  for (let i = 1; i < places.length; i++) {
    const [previous, place] = [at(places, i - 1), at(places, i)];
    if (keys.some((key) => key[place] !== key[previous])) rank++;
    ranks[place] = rank;
  }
  return ranks;
}
