import type { TokenTree } from "../tree/tokenTree";

/**
 * What the model says about the token after one node: enough to choose exactly without the whole row.
 * All of it comes out of the graph, so that JavaScript never walks the vocabulary.
 */
export interface TargetRow {
  /** [K] ids of the K largest logits, largest first; ties to the lowest id. */
  readonly ids: Int32Array;
  /** [K] the logits of `ids`. */
  readonly logits: Float32Array;
  /** log(sum(exp(logits))) over the whole vocabulary. */
  readonly logSumExp: number;
  /** Entropy of the distribution at temperature 1, in nats. */
  readonly entropy: number;
}

/** The result of one forward pass. Valid until the next `forward` of the same model. */
export interface StepOutput {
  readonly tree: TokenTree;
  /** Number of cache rows the tree was attached behind. */
  readonly cachedLength: number;
  /** The row of a node that was asked for in `forward`. Throws `invariant` for another. */
  row(node: number): TargetRow;
  /**
   * The whole logits row [V] of a node. Costs one more forward pass unless the pass was asked for logits, so it is wanted
   * rarely.
   */
  fullRow(node: number): Promise<Float32Array>;
}

/** What else a pass brings. */
export interface ForwardOptions {
  /** Whole rows come with the pass: then `fullRow` costs nothing more. */
  readonly wantsLogits?: boolean;
}

/**
 * A causal language model over a growing cache of key and value rows.
 *
 * Laws: `forward` changes nothing that a later `forward` can see; a node's row equals the row of the same tokens
 * fed one by one; after `keep(step, path)` the cache holds `step.cachedLength + path.length` rows.
 */
export interface LanguageModel {
  readonly vocabSize: number;
  /** Most positions the cache may hold. */
  readonly maxLength: number;
  /** Rows in the cache. */
  readonly cachedLength: number;
  /**
   * Runs the tree behind the whole cache.
   *
   * @param rows nodes whose target rows are wanted (a prompt needs only its last)
   */
  forward(tree: TokenTree, rows: Int32Array, options?: ForwardOptions): Promise<StepOutput>;
  /** Writes the rows of the nodes on `path` (parents first, starting at the root) behind the cache. */
  keep(step: StepOutput, path: Int32Array): void;
  /** Forgets all but the first `length` rows. */
  truncate(length: number): void;
}
