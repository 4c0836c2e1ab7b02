import { at } from "../at";
import type { MergeTable, OnMerge } from "./mergeTable";

/**
 * `mergePieces` for long stretches, such as text that nothing cuts or a line of one letter: pairs wait in a heap, so n pieces
 * take n log n steps.
 */
export function mergeManyPieces(
  pieces: readonly number[],
  merges: MergeTable,
  onMerge?: OnMerge,
): number[] {
  const tokens = Int32Array.from(pieces);
  const numPlaces = tokens.length;
  /** [n] the places before and behind each place that still begins a token; -1 and n at the ends. */
  const previous = Int32Array.from(tokens, (_, place) => place - 1);
  const next = Int32Array.from(tokens, (_, place) => place + 1);
  const heap = new PairHeap();
  const offer = (place: number): void => {
    const after = place < 0 ? numPlaces : at(next, place);
    if (after >= numPlaces) return;
    const rank = merges.rankOf(at(tokens, place), at(tokens, after));
    if (rank >= 0) heap.push(rank, place);
  };
  for (let place = 0; place < numPlaces; place++) offer(place);
  for (let pair = heap.pop(); pair !== undefined; pair = heap.pop()) {
    const { rank, place } = pair;
    const left = at(tokens, place);
    const after = at(next, place);
    // What waited may have been merged since, or have another neighbour now.
    if (left < 0 || after >= numPlaces) continue;
    const right = at(tokens, after);
    if (merges.rankOf(left, right) !== rank) continue;
    tokens[place] = merges.resultOf(left, right);
    tokens[after] = -1;
    const behind = at(next, after);
    next[place] = behind;
    if (behind < numPlaces) previous[behind] = place;
    onMerge?.(left, right, rank);
    offer(at(previous, place));
    offer(place);
  }
  return Array.from(tokens.filter((token) => token >= 0));
}

/** Pairs in order of rank, then of place. */
class PairHeap {
  readonly #ranks: number[] = [];
  readonly #places: number[] = [];

  push(rank: number, place: number): void {
    let child = this.#ranks.length;
    this.#ranks.push(rank);
    this.#places.push(place);
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#isBefore(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  pop(): { readonly rank: number; readonly place: number } | undefined {
    const [rank, place] = [this.#ranks[0], this.#places[0]];
    if (rank === undefined || place === undefined) return undefined;
    this.#swap(0, this.#ranks.length - 1);
    this.#ranks.pop();
    this.#places.pop();
    let parent = 0;
    for (;;) {
      let least = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < this.#ranks.length && this.#isBefore(child, least)) least = child;
      }
      if (least === parent) return { rank, place };
      this.#swap(parent, least);
      parent = least;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const difference = at(this.#ranks, a) - at(this.#ranks, b);
    return difference < 0 || (difference === 0 && at(this.#places, a) < at(this.#places, b));
  }

  #swap(a: number, b: number): void {
    [this.#ranks[a], this.#ranks[b]] = [at(this.#ranks, b), at(this.#ranks, a)];
    [this.#places[a], this.#places[b]] = [at(this.#places, b), at(this.#places, a)];
  }
}
