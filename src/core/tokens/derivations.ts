import { at } from "../at";
import { mergePieces } from "./mergePieces";
import type { MergeTable } from "./mergeTable";

/** What is known of a token; 0 is nothing yet. */
const REACHABLE = 1;
const UNREACHABLE = 2;

/**
 * How each token comes about when its own bytes are merged. A token that stands in a text came about in the same way there:
 * until something merges across its ends, what happens inside depends on nothing outside. So of several merges that make the
 * same token only one is ever used, and a token whose own bytes merge into something else is never written at all.
 *
 * Tokens are derived when first asked about.
 */
export class Derivations {
  readonly #merges: MergeTable;
  readonly #piecesOf: (token: number) => readonly number[] | undefined;
  /** [V] */
  readonly #states: Uint8Array;
  /** [V] the parts of the last merge, 0 for a piece. */
  readonly #lefts: Int32Array;
  readonly #rights: Int32Array;
  /** [V] rank of the last merge, -1 for a piece. */
  readonly #births: Int32Array;
  /** [V] 1 where the ranks of the merges inside rise, from the parts to the whole. */
  readonly #isOrdered: Uint8Array;

  /**
   * @param size V
   * @param piecesOf what a token is made of before anything merges, a piece being made of itself; `undefined` for a token
   * that is no text or that no pieces spell
   */
  constructor(
    size: number,
    merges: MergeTable,
    piecesOf: (token: number) => readonly number[] | undefined,
  ) {
    this.#merges = merges;
    this.#piecesOf = piecesOf;
    this.#states = new Uint8Array(size);
    this.#lefts = new Int32Array(size);
    this.#rights = new Int32Array(size);
    this.#births = new Int32Array(size);
    this.#isOrdered = new Uint8Array(size);
  }

  /** Whether merging the token's own pieces gives the token. */
  isReachable(token: number): boolean {
    return this.#stateOf(token) !== UNREACHABLE;
  }

  /** The left part of the last merge of a reachable token that is no piece. */
  leftOf(token: number): number {
    return at(this.#lefts, token);
  }

  /** The right part of the last merge of a reachable token that is no piece. */
  rightOf(token: number): number {
    return at(this.#rights, token);
  }

  /** The rank of the last merge of a reachable token; -1 for a piece. */
  birthOf(token: number): number {
    return at(this.#births, token);
  }

  /** Whether no merge inside a reachable token has a lower rank than one that it builds on. */
  isOrdered(token: number): boolean {
    return this.#stateOf(token) !== UNREACHABLE && this.#isOrdered[token] === 1;
  }

  /** The pieces of a reachable token. */
  piecesOf(token: number): readonly number[] {
    return this.#piecesOf(token) ?? [];
  }

  #stateOf(token: number): number {
    if (this.#states[token] === 0) this.#derive(token);
    return at(this.#states, token);
  }

  #derive(token: number): void {
    const pieces = this.#piecesOf(token);
    let [left, right, rank] = [-1, -1, -1];
    const merged =
      pieces === undefined
        ? []
        : mergePieces(pieces, this.#merges, (...last) => {
            [left, right, rank] = last;
          });
    if (merged.length !== 1 || merged[0] !== token) {
      this.#states[token] = UNREACHABLE;
      return;
    }
    this.#states[token] = REACHABLE;
    this.#births[token] = rank;
    if (rank < 0) {
      this.#isOrdered[token] = 1;
      return;
    }
    this.#lefts[token] = left;
    this.#rights[token] = right;
    const isOrdered = [left, right].every(
      (part) => this.isOrdered(part) && this.birthOf(part) < rank,
    );
    this.#isOrdered[token] = isOrdered ? 1 : 0;
  }
}
