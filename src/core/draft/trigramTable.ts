import { at } from "../at";

/** Stands where nothing is known. */
const UNKNOWN = -1;

/**
 * A row of candidates for three tokens in sequence: a table with one place for each hash, where the newest row wins. A row is
 * never taken for that of other tokens.
 *
 * It takes 4 * (3 + `numCandidates`) * 2^`numBits` bytes, whatever the vocabulary: 2.9 MB for 16 bits and 8 candidates.
 */
export class TrigramTable {
  readonly #numBits: number;
  readonly #numCandidates: number;
  /** [2^numBits * 3] the tokens that each row belongs to. */
  readonly #keys: Int32Array;
  /** [2^numBits * numCandidates] the most probable candidate first. */
  readonly #rows: Int32Array;

  constructor(numBits: number, numCandidates: number) {
    this.#numBits = numBits;
    this.#numCandidates = numCandidates;
    this.#keys = new Int32Array(3 << numBits).fill(UNKNOWN);
    this.#rows = new Int32Array(numCandidates << numBits);
  }

  /** @param ids candidates; those that are too many are left out */
  set(first: number, second: number, third: number, ids: Int32Array): void {
    const place = this.#placeOf(first, second, third);
    this.#keys[3 * place] = first;
    this.#keys[3 * place + 1] = second;
    this.#keys[3 * place + 2] = third;
    const start = place * this.#numCandidates;
    this.#rows.fill(UNKNOWN, start, start + this.#numCandidates);
    this.#rows.set(ids.subarray(0, this.#numCandidates), start);
  }

  /** [numCandidates] candidates behind the three tokens, -1 where the model had no more; `undefined` if they are not known. A view. */
  get(first: number, second: number, third: number): Int32Array | undefined {
    const place = this.#placeOf(first, second, third);
    const isKnown =
      at(this.#keys, 3 * place) === first &&
      at(this.#keys, 3 * place + 1) === second &&
      at(this.#keys, 3 * place + 2) === third;
    if (!isKnown) return undefined;
    const start = place * this.#numCandidates;
    return this.#rows.subarray(start, start + this.#numCandidates);
  }

  /** Multiplicative hashing: the upper bits of a product depend on all lower ones. */
  #placeOf(first: number, second: number, third: number): number {
    const mixed = Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b) ^ third;
    return Math.imul(mixed, 0x9e3779b1) >>> (32 - this.#numBits);
  }
}
