/** Milliseconds by stage. `forward`, `verify`, `draft` and `commit` belong to decoding; `heal` is planning the cursor. */
export interface StageMs {
  readonly tokenise: number;
  readonly prefill: number;
  readonly heal: number;
  readonly draft: number;
  readonly forward: number;
  readonly verify: number;
  readonly commit: number;
}

/**
 * The figures of one request, or of several merged. The same fields in `--json`, in `--out` lines and over the RPC.
 * Law: numGeneratedTokens = numAcceptedTokens + numRecoveredTokens + numBonusTokens - numCutTokens.
 */
export interface DecodeStats {
  readonly numRequests: number;
  readonly numPromptTokens: number;
  /** Prompt tokens whose rows were in the cache already. */
  readonly numReusedTokens: number;
  readonly numGeneratedTokens: number;
  /** Verify steps; prefill passes are not counted. */
  readonly numPasses: number;
  /** Nodes of all verify steps, roots included. */
  readonly numNodes: number;
  /** Nodes below the root that drafters proposed. */
  readonly numDraftTokens: number;
  readonly numAcceptedTokens: number;
  /** Steps whose last token differs from every drafted child. */
  readonly numRecoveredTokens: number;
  /** Steps whose last token stands where nothing was drafted. */
  readonly numBonusTokens: number;
  /** Tokens that a stop rule cut off after they were verified. */
  readonly numCutTokens: number;
  /** `acceptedPerPosition[i]`: steps that accepted a draft token at depth i + 1. */
  readonly acceptedPerPosition: readonly number[];
  /** Tokens gained per verify step, the recovered or bonus token included; `undefined` before the first step. */
  readonly meanAcceptanceLength: number | undefined;
  /** Share of draft tokens kept, 0..1; `undefined` when nothing was drafted. */
  readonly acceptanceRate: number | undefined;
  /** Entropy in nats of the distribution each generated token was chosen from. */
  readonly entropies: readonly number[];
  /** From the end of prefill to the last token. Tokenising and prefill are not in it. */
  readonly decodeMs: number;
  readonly totalMs: number;
  /** Generated tokens per second of decoding; `undefined` when none were generated. */
  readonly tokensPerSecond: number | undefined;
  readonly ms: StageMs;
}
