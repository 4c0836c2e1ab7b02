import type { KvShape } from "./kvCache";

/** What a language model must know of the graph that it runs. */
export interface ModelSizes extends KvShape {
  readonly vocabSize: number;
  /** Most positions that cache and tree may hold together. */
  readonly maxLength: number;
  /** How many positions a token sees, its own included; all if undefined. */
  readonly slidingWindow?: number | undefined;
  /**
   * Which columns of the attention bias stand for the cache: one for each of its rows, as `GroupQueryAttention` wants it, or one for
   * each row that there is memory for.
   */
  readonly biasSpans: "rows" | "capacity";
  /** [K] the tokens that the head scores, ascending; all if undefined. */
  readonly head?: Int32Array | undefined;
}
