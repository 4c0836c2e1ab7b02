import type { Choice } from "./choice";

/** Who wrote a token that nobody drafted. */
export const byModel = "model";

/** Who wrote the tokens that spell what the user had typed. */
export const byHealing = "healing";

/** A token of the result, and how it came there. */
export interface NotedToken extends Choice {
  /** Among the tokens of the result. */
  readonly index: number;
  /** Name of the drafter that guessed it, `byModel` or `byHealing`. */
  readonly by: string;
  /** Index of its pass; -1 for the healing pass. */
  readonly pass: number;
}

export interface NotedNode {
  /** Index among the pass's nodes; -1 for the root. */
  readonly parent: number;
  readonly token: number;
  /** 0..1, the probability with which its whole path was expected to stay. */
  readonly chance: number;
  readonly by: string;
  readonly isKept: boolean;
}

export interface NotedPass {
  readonly ms: number;
  /** The last token before it. */
  readonly root: number;
  /** What was drafted, parents first. */
  readonly nodes: readonly NotedNode[];
  /** The token behind the drafted ones that stayed; left out where the result ends before it. */
  readonly wrote?: { readonly token: number; readonly logProbability: number };
}

/** How a result came about, in tokens: made while decoding, where that is to cost next to nothing. */
export interface DecodeTrace {
  /** In order. Of the tokens that spell what was typed only the last is here: they are chosen as one. */
  readonly tokens: readonly NotedToken[];
  readonly passes: readonly NotedPass[];
}
