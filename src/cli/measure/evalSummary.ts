import { emptyStats, type DecodeStats } from "../../core/stats/decodeStats";
import { mergeStats } from "../../core/stats/mergeStats";
import type { CompletionCase } from "../../core/check/completionCase";
import { scoreCase } from "../../core/check/caseScore";
import type { CaseRun } from "./evaluatedCase";
import { quantile } from "../../core/stats/quantiles";
import { meanInterval, ratioInterval, type RatioInterval } from "./ratioInterval";

/** A case and one run of it. */
export interface ScoredRun {
  readonly completionCase: CompletionCase;
  readonly run: CaseRun;
}

/** Percentiles over cases. */
interface Spread {
  readonly p50: number | undefined;
  readonly p95: number | undefined;
}

/**
 * Figures over cases; `evalDefinitions` says what they mean. Shares are 0..1, `undefined` where there is nothing to divide by
 * or nothing was measured.
 */
export interface EvalSummary {
  readonly numCases: number;
  readonly exactMatch: RatioInterval | undefined;
  readonly editSimilarity: RatioInterval | undefined;
  /** Cases whose bits were measured. */
  readonly numCasesWithBits: number;
  readonly bitsPerCharacter: RatioInterval | undefined;
  readonly meanBitsPerCharacter: RatioInterval | undefined;
  readonly charactersKept: number | undefined;
  readonly emptyShare: number | undefined;
  /** Mean over cases. */
  readonly contextTokens: number | undefined;
  readonly latencyMs: Spread;
  readonly tokensPerPass: number | undefined;
  readonly healPassShare: number | undefined;
  readonly coversPerRequest: number | undefined;
  readonly healMs: Spread;
  /** The cases' stats merged. */
  readonly stats: DecodeStats;
}

/** Printed below the figures. */
export const evalDefinitions: readonly string[] = [
  "block compares the whole text, the other kinds the first line; blanks at line ends do not count.",
  "exact: share of completions equal to the expected text, in per cent.",
  "similarity: mean of 1 - edit distance / length of the longer text, in characters; in per cent.",
  "kept: characters before the first wrong one, of all characters suggested, pooled.",
  "empty: share of cases with nothing to suggest.",
  "latency: from the request to the whole suggestion, tokenising and prompt included. Where several ways take turns at a",
  "case, the first finds no prompt in the cache, and each is the first equally often.",
  "tokens/pass: tokens gained by a forward pass of decoding, pooled.",
  "heal passes: share of requests with a pass that scored the ways to spell what stands at the cursor; covers: how many",
  "it scored, over all requests; heal ms: planning, scoring and choosing together, within the latency.",
];

/** Printed where bits were measured. */
export const bitsDefinition: readonly string[] = [
  "bits/char: -log2 of the probability of the expected text, given what the healing makes of the text before it, by",
  "characters, pooled; mean bits/char: the mean over cases. Temperature 1; token sequences that the tokenizer would not",
  "write are left out.",
];

/** Printed where context was shown. */
export const contextDefinition: readonly string[] = [
  "context: mean tokens of text from elsewhere in a prompt. Latency includes reading it anew at each case; in an editor most of",
  "it is read while the user rests. chunks are the most useful lines of each other file: what context can be worth at most.",
];

export function summarise(runs: readonly ScoredRun[]): EvalSummary {
  const scores = runs.map(({ completionCase, run }) => scoreCase(completionCase, run.record.text));
  const allStats = runs.flatMap(({ run }) => run.record.stats ?? []);
  const stats = allStats.reduce(mergeStats, emptyStats);
  const bits = runs.flatMap(({ completionCase, run }) =>
    run.bits === undefined ? [] : [{ part: run.bits, whole: numCharacters(completionCase) }],
  );
  return {
    numCases: scores.length,
    exactMatch: meanInterval(scores.map((score) => Number(score.isExact))),
    editSimilarity: meanInterval(scores.map((score) => score.similarity)),
    numCasesWithBits: bits.length,
    bitsPerCharacter: ratioInterval(bits),
    meanBitsPerCharacter: meanInterval(bits.map(({ part, whole }) => part / whole)),
    charactersKept: ratio(
      sum(scores.map((score) => score.numKeptCharacters)),
      sum(scores.map((score) => score.numCharacters)),
    ),
    emptyShare: ratio(scores.filter((score) => score.isEmpty).length, scores.length),
    contextTokens: ratio(sum(runs.map(({ run }) => run.numContextTokens)), runs.length),
    latencyMs: spread(allStats.map(({ totalMs }) => totalMs)),
    tokensPerPass: stats.meanAcceptanceLength,
    healPassShare: ratio(stats.numHealPasses, stats.numRequests),
    coversPerRequest: ratio(stats.numCovers, stats.numRequests),
    healMs: spread(allStats.map(({ ms }) => ms.heal)),
    stats,
  };
}

/** Characters of the expected text, never 0. */
export function numCharacters({ expected }: CompletionCase): number {
  return Math.max(1, Array.from(expected).length);
}

function spread(values: readonly number[]): Spread {
  return { p50: quantile(values, 0.5), p95: quantile(values, 0.95) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
