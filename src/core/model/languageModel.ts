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
  /** The row of a node that was asked for, in this pass or in the one that made it a branch. Throws `invariant` for another. */
  row(node: number): TargetRow;
  /**
   * The whole logits row [V] of a node that was asked for and is no branch. Costs one more forward pass unless the pass was
   * asked for logits, so it is wanted rarely; that pass cannot be had any more once `keep` or `truncate` has forgotten the
   * branches that the step built on.
   */
  fullRow(node: number): Promise<Float32Array>;
}

/** What else a pass brings, and what it builds on. */
export interface ForwardOptions {
  /**
   * How many of the tree's first nodes are branches in the cache already, so that only the others run; 0 if left out. They
   * are the first nodes of the tree whose rows `keepBranches` kept.
   */
  readonly numBranches?: number;
  /** Whole rows come with the pass: then `fullRow` costs nothing more. */
  readonly wantsLogits?: boolean;
}

/** Committed rows that were copied out of a cache. Only the model that made them can put them back. */
export interface RowsCopy {
  /** Number of rows. */
  readonly length: number;
}

/** Copies rows out of a cache and puts them back, so that one model can go on with several texts. */
export interface RowCopies {
  /** What the copy of one row takes. */
  readonly bytesPerRow: number;
  /** Copies the committed rows. */
  copy(): RowsCopy;
  /** Makes the rows of a copy the committed ones, in place of those that there are, and forgets all branches. */
  restore(copy: RowsCopy): void;
}

/**
 * A causal language model over a growing cache of key and value rows. Behind the committed rows the cache may hold branches:
 * the rows of a tree of which nothing is committed yet, so that a tree can grow level by level and each pass runs its new
 * nodes only. In the end one path of it is kept, or the branches are forgotten.
 *
 * Laws: `forward` changes nothing that a later `forward` can see; a node's row equals the row of the same tokens
 * fed one by one, whether its ancestors ran with it or are branches; after `keep(step, path)` the cache holds
 * `step.cachedLength + path.length` rows and no branches; after `restore` every pass gives what it gave when the copy was made.
 */
export interface LanguageModel {
  readonly vocabSize: number;
  /** Most positions the cache may hold. */
  readonly maxLength: number;
  /**
   * Whether the branches of a tree are run together, so that checking several costs little more than one. Where not, each is a
   * pass, and a draft had better be a chain.
   */
  readonly runsTrees: boolean;
  /** Committed rows in the cache: branches are not counted. */
  readonly cachedLength: number;
  /** Left out by models whose rows cannot be copied. */
  readonly rowCopies?: RowCopies | undefined;
  /**
   * Runs the tree behind the committed rows.
   *
   * @param rows nodes whose target rows are wanted (a prompt needs only its last); no branches
   */
  forward(tree: TokenTree, rows: Int32Array, options?: ForwardOptions): Promise<StepOutput>;
  /** Makes the nodes of the latest step's tree the branches of the cache, in place of what branches there were. */
  keepBranches(step: StepOutput): void;
  /**
   * Commits the rows of the nodes on `path` (parents first, starting at the root), branches and others, and forgets all
   * branches.
   */
  keep(step: StepOutput, path: Int32Array): void;
  /** Forgets all but the first `length` committed rows, and all branches. */
  truncate(length: number): void;
}
