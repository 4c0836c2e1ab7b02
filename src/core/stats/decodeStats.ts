import type { DivergenceKind } from "../consistency/divergence";
import type { CountsByDrafter } from "./drafterCounts";

/**
 * Milliseconds by stage. `forward`, `verify`, `draft` and `commit` belong to decoding; `heal` is planning the cursor, scoring
 * the ways to spell what stands at it, and choosing one.
 */
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
 *
 * Laws: numGeneratedTokens = numHealedTokens + numAcceptedTokens + numRecoveredTokens + numBonusTokens - numCutTokens, and
 * numPasses = numRecoveredTokens + numBonusTokens. `passesPerSize` adds up to numPasses, weighed by size to numNodes. At no position
 * more steps accepted than drafted, and none drafted where fewer did before. Where nothing was tried out, the drafters' counts add up to
 * numDraftTokens and, position by position, to `acceptedPerPosition`, and `forwardMsPerSize` adds up to the stage `forward`.
 */
export interface DecodeStats {
  readonly numRequests: number;
  readonly numPromptTokens: number;
  /** Prompt tokens whose rows were in the cache already. */
  readonly numReusedTokens: number;
  /** Requests with text after the cursor that the model could not be shown, because it has no marks to show it with. */
  readonly numUnseenSuffixes: number;
  /** Tokens of the result: held ones included, the end token not. */
  readonly numGeneratedTokens: number;
  /** Passes that scored the ways to spell what stands at the cursor: one where there is a choice, else none. */
  readonly numHealPasses: number;
  /** Ways to spell it that were scored. */
  readonly numCovers: number;
  /** Tokens of the chosen ways. */
  readonly numHealedTokens: number;
  /** Verify steps; prefill and healing passes are not counted. */
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
  /** Verified tokens that are not in the result: the end token, and what was verified behind a stop. */
  readonly numCutTokens: number;
  /** `acceptedPerPosition[i]`: steps that accepted a draft token at depth i + 1. */
  readonly acceptedPerPosition: readonly number[];
  /** `draftedPerPosition[i]`: steps that checked a draft token at depth i + 1. */
  readonly draftedPerPosition: readonly number[];
  /** What each drafter contributed to that. */
  readonly drafters: CountsByDrafter;
  /** `passesPerSize[i]`: verify steps over i + 1 nodes, the root included. */
  readonly passesPerSize: readonly number[];
  /** Milliseconds that these steps' passes took, by the same sizes. */
  readonly forwardMsPerSize: readonly number[];
  /** Draft tokens that were expected to be accepted; the nearer to `numAcceptedTokens`, the better the drafts were estimated. */
  readonly sumOfChances: number;
  /** `chancesPerRank[i]`: sum over the steps of the probability of the guess with rank i, the likeliest first, checked or not. */
  readonly chancesPerRank: readonly number[];
  /**
   * Tokens gained per verify step, the recovered or bonus token included, and so are tokens cut afterwards. A step
   * without a draft counts, with length 1. `undefined` before the first step.
   */
  readonly meanAcceptanceLength: number | undefined;
  /** Share of draft tokens kept, 0..1; `undefined` when nothing was drafted. */
  readonly acceptanceRate: number | undefined;
  /** Share of decoding that drafting and learning took, 0..1; `undefined` in no measurable time. */
  readonly draftShare: number | undefined;
  /** Entropy in nats of the distribution each verified token was chosen from; healed tokens are chosen together. */
  readonly entropies: readonly number[];
  /** Tokens at which texts were tried out before one was taken. */
  readonly numForks: number;
  readonly numTrials: number;
  /** Passes of trials; they are no verify steps, and come on top of `numPasses`. */
  readonly numTrialPasses: number;
  /** Nodes of these passes; they are among the draft tokens, and those of the text that was taken among the accepted ones. */
  readonly numTrialNodes: number;
  /** How often the constraints were asked about a token, draft tokens included. */
  readonly numConstraintEvaluations: number;
  /** Tokens drawn at temperature 1 for which it was estimated what share of the model's mass the constraint left. */
  readonly numMassEstimates: number;
  readonly sumOfMassEstimates: number;
  /** Their mean, 0..1 but for chance: each is an unbiased estimate. `undefined` if there is none. */
  readonly meanAdmittedMass: number | undefined;
  /** Completions whose tokens were compared with those that the tokenizer writes for the same text. */
  readonly numConsistencyChecks: number;
  /** How many of them differ, by what the first differing stretch is made of. They are reported, never repaired. */
  readonly divergences: Readonly<Partial<Record<DivergenceKind, number>>>;
  /** From the end of prefill to the last token. Tokenising and prefill are not in it. */
  readonly decodeMs: number;
  readonly totalMs: number;
  /** Generated tokens per second of decoding; `undefined` when none were generated, or in no measurable time. */
  readonly tokensPerSecond: number | undefined;
  readonly ms: StageMs;
}

/** What is counted; the ratios of `DecodeStats` follow from it. */
export type DecodeCounts = Omit<
  DecodeStats,
  "meanAcceptanceLength" | "acceptanceRate" | "draftShare" | "meanAdmittedMass" | "tokensPerSecond"
>;

/** Adds the ratios to counts. They are never merged themselves: a mean of ratios is not the ratio of sums. */
export function withRatios(counts: DecodeCounts): DecodeStats {
  const numVerified = counts.numAcceptedTokens + counts.numRecoveredTokens + counts.numBonusTokens;
  return {
    ...counts,
    meanAcceptanceLength: ratio(numVerified, counts.numPasses),
    acceptanceRate: ratio(counts.numAcceptedTokens, counts.numDraftTokens),
    draftShare: ratio(counts.ms.draft, counts.decodeMs),
    meanAdmittedMass: ratio(counts.sumOfMassEstimates, counts.numMassEstimates),
    tokensPerSecond:
      counts.numGeneratedTokens === 0
        ? undefined
        : ratio(counts.numGeneratedTokens * 1000, counts.decodeMs),
  };
}

export const noStageMs: StageMs = {
  tokenise: 0,
  prefill: 0,
  heal: 0,
  draft: 0,
  forward: 0,
  verify: 0,
  commit: 0,
};

/** The figures of no request: what `mergeStats` starts from. */
export const emptyStats: DecodeStats = withRatios({
  numRequests: 0,
  numPromptTokens: 0,
  numReusedTokens: 0,
  numUnseenSuffixes: 0,
  numGeneratedTokens: 0,
  numHealPasses: 0,
  numCovers: 0,
  numHealedTokens: 0,
  numPasses: 0,
  numNodes: 0,
  numDraftTokens: 0,
  numAcceptedTokens: 0,
  numRecoveredTokens: 0,
  numBonusTokens: 0,
  numCutTokens: 0,
  acceptedPerPosition: [],
  draftedPerPosition: [],
  drafters: {},
  passesPerSize: [],
  forwardMsPerSize: [],
  sumOfChances: 0,
  chancesPerRank: [],
  entropies: [],
  numForks: 0,
  numTrials: 0,
  numTrialPasses: 0,
  numTrialNodes: 0,
  numConstraintEvaluations: 0,
  numMassEstimates: 0,
  sumOfMassEstimates: 0,
  numConsistencyChecks: 0,
  divergences: {},
  decodeMs: 0,
  totalMs: 0,
  ms: noStageMs,
});

function ratio(part: number, whole: number): number | undefined {
  return whole > 0 ? part / whole : undefined;
}
