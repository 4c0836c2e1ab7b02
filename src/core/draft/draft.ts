import type { TokenTree } from "../tree/tokenTree";
import type { Guess } from "./guess";
import type { SiblingPlace } from "./siblings";

/** A guess about a child of a node. */
export interface Candidate {
  readonly parent: number;
  readonly token: number;
  readonly depth: number;
  /** All who guessed it, in the order in which they did. */
  readonly guesses: readonly Guess[];
}

/** What is to be checked, and what it was chosen from. */
export interface Draft {
  readonly tree: TokenTree;
  /** [tree.size] estimated probability that a node is reached; 1 for the root. */
  readonly chances: Float64Array;
  /** Estimated probabilities of all that was guessed, drafted or not, the greatest first; what is only looked at is not among them. */
  readonly ranked: Float64Array;
  /** [tree.size] who made each node's best guess; undefined for the root. */
  readonly sources: readonly (string | undefined)[];
  /** [candidates.length] the tree's node for each candidate, -1 for one that was left out; candidate 0 is the root. */
  readonly nodes: Int32Array;
  /** Everything that was guessed, parents first; `parent` counts candidates. The root has no guesses. */
  readonly candidates: readonly Candidate[];
  /**
   * [candidates.length] how each stands among those behind its parent; undefined for the root, for those that had no room there, and
   * where one drafter alone guessed.
   */
  readonly places: readonly (SiblingPlace | undefined)[];
}
