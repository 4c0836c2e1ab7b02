import type { DecodeStats } from "../core/stats/decodeStats";
import { escapeMarkdown } from "./markdown";
import { constraintsFigure, trialsFigure } from "./requestFigures";
import type { RequestFigures } from "./requestHistory";

/** The figures of one request as a Markdown table. A figure that does not exist has no row. */
export function lastRequestTable({ stats, alternatives }: RequestFigures): string {
  const rows: (readonly [name: string, figure: string | undefined])[] = [
    ["Tokens", `${String(stats.numGeneratedTokens)} in ${String(stats.numPasses)} passes`],
    ["Mean acceptance length", withUnit(stats.meanAcceptanceLength, 2, "tokens a pass")],
    ["Draft tokens kept", draftTokensKept(stats)],
    ["Entropy, mean", withUnit(mean(stats.entropies), 2, "nats a token")],
    ["Alternatives", alternatives],
    ["Constraints", constraintsFigure(stats)],
    ["Trials", trialsFigure(stats)],
    ["Healing", healing(stats)],
    ["Canonical tokens", consistency(stats)],
    ["Prompt", `${String(stats.numPromptTokens)} tokens, ${String(stats.numReusedTokens)} reused`],
    ["Time", `${stats.totalMs.toFixed(1)} ms, ${stats.decodeMs.toFixed(1)} ms of it decoding`],
    ["Stages", stages(stats)],
  ];
  const lines = rows.flatMap(([name, figure]) =>
    figure === undefined ? [] : [`| ${escapeMarkdown(name)} | ${escapeMarkdown(figure)} |`],
  );
  return ["| Last request | |", "|:--|:--|", ...lines].join("\n");
}

function draftTokensKept(stats: DecodeStats): string | undefined {
  if (stats.acceptanceRate === undefined) return undefined;
  const share = `${(100 * stats.acceptanceRate).toFixed(0)} %`;
  return `${String(stats.numAcceptedTokens)} of ${String(stats.numDraftTokens)} (${share})`;
}

function healing({ numHealPasses, numHealedTokens, numCovers }: DecodeStats): string {
  if (numHealPasses === 0) return "nothing to heal";
  const tokens = numHealedTokens === 1 ? "1 token" : `${String(numHealedTokens)} tokens`;
  return `${tokens}, from ${String(numCovers)} spellings`;
}

/** `undefined` where nothing was suggested, so that nothing was compared. */
function consistency({ numConsistencyChecks, divergences }: DecodeStats): string | undefined {
  if (numConsistencyChecks === 0) return undefined;
  const kinds = Object.keys(divergences);
  return kinds.length === 0 ? "yes" : `no (${kinds.join(", ")})`;
}

function stages({ ms }: DecodeStats): string {
  const figures = Object.entries(ms).map(
    ([stage, stageMs]: [string, number]) => `${stage} ${stageMs.toFixed(1)}`,
  );
  return `${figures.join(", ")} ms`;
}

function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function withUnit(value: number | undefined, digits: number, unit: string): string | undefined {
  return value === undefined ? undefined : `${value.toFixed(digits)} ${unit}`;
}
