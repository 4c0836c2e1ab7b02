import type { RatioInterval } from "../../../../src/cli/measure/ratioInterval";

/** One engine in one way of decoding, on the prompts of a comparison. */
export interface PeerFigures {
  readonly engine: string;
  readonly strategy: string;
  /** Prompt tokens read per second; `undefined` where an engine does not tell reading from writing. */
  readonly promptTokensPerSecond: number | undefined;
  /** Tokens written / time to write them, pooled over the prompts, with its bootstrap interval. */
  readonly tokensPerSecond: RatioInterval | undefined;
  /** Prompts behind which it wrote, token for token, what Foretype writes one at a time. */
  readonly numEqual: number;
  readonly numPrompts: number;
  readonly differences: readonly PeerDifference[];
}

/** Where an engine wrote another token. */
export interface PeerDifference {
  readonly taskId: string;
  /** Number of equal tokens before it. */
  readonly position: number;
  /**
   * By how many nats Foretype's token leads the other one in Foretype's own row; near 0 is a tie that rounding decides. `null` where
   * one of the two texts ended or the row's best few do not hold the token.
   */
  readonly lead: number | null;
}

/** Engines on the same weights, prompts and threads. */
export interface PeerRun {
  readonly weights: string;
  readonly threads: number;
  readonly numTokens: number;
  readonly figures: readonly PeerFigures[];
}
