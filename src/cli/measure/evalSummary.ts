import { emptyStats, mergeStats, type DecodeStats } from "../../core/stats/decodeStats";
import type { CompletionCase } from "../cases/completionCase";
import { scoreCase } from "./caseScore";
import type { CompletionRecord } from "./completionRecord";
import { percentile } from "./percentile";

/** A case and what came of it. */
export interface EvaluatedCase {
  readonly completionCase: CompletionCase;
  readonly record: CompletionRecord;
}

/** Figures over cases; `evalDefinitions` says what they mean. Shares are 0..1, `undefined` where there is nothing to divide by. */
export interface EvalSummary {
  readonly numCases: number;
  readonly exactMatch: number | undefined;
  readonly editSimilarity: number | undefined;
  readonly charactersKept: number | undefined;
  readonly emptyShare: number | undefined;
  readonly latencyMs: { readonly p50: number | undefined; readonly p95: number | undefined };
  readonly tokensPerPass: number | undefined;
  /** The cases' stats merged. */
  readonly stats: DecodeStats;
}

/** Printed below the figures. */
export const evalDefinitions: readonly string[] = [
  "line and mid compare the first line, block the whole text; blanks at line ends do not count.",
  "exact: share of completions equal to the expected text.",
  "similarity: mean of 1 - edit distance / length of the longer text, in characters.",
  "kept: characters before the first wrong one, of all characters suggested, pooled.",
  "empty: share of cases with nothing to suggest.",
  "latency: from the request to the whole suggestion, tokenising and prompt included.",
  "tokens/pass: tokens gained by a forward pass of decoding, pooled.",
];

export function summarise(evaluated: readonly EvaluatedCase[]): EvalSummary {
  const scores = evaluated.map(({ completionCase, record }) =>
    scoreCase(completionCase, record.text),
  );
  const allStats = evaluated.flatMap(({ record }) => record.stats ?? []);
  const latencies = allStats.map((stats) => stats.totalMs);
  const stats = allStats.reduce(mergeStats, emptyStats);
  const mean = (values: readonly number[]): number | undefined => ratio(sum(values), scores.length);
  return {
    numCases: scores.length,
    exactMatch: mean(scores.map((score) => Number(score.isExact))),
    editSimilarity: mean(scores.map((score) => score.similarity)),
    charactersKept: ratio(
      sum(scores.map((score) => score.numKeptCharacters)),
      sum(scores.map((score) => score.numCharacters)),
    ),
    emptyShare: mean(scores.map((score) => Number(score.isEmpty))),
    latencyMs: { p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95) },
    tokensPerPass: stats.meanAcceptanceLength,
    stats,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
