import type { DecodeStats } from "../core/stats/decodeStats";
import { escapeMarkdown } from "./markdown";
import { alternativesFigure, constraintsFigure, trialsFigure } from "./requestFigures";
import type { RequestFigures } from "./requestHistory";
import type { Say } from "./say";

/** The figures of one request as a Markdown table. A figure that does not exist has no row. */
export function lastRequestTable({ stats, alternatives }: RequestFigures, say: Say): string {
  const { numGeneratedTokens, numPasses, numPromptTokens, numReusedTokens } = stats;
  const rows: (readonly [name: string, figure: string | undefined])[] = [
    [say("Tokens"), say("{n} in {passes} passes", { n: numGeneratedTokens, passes: numPasses })],
    [say("Mean acceptance length"), acceptance(stats, say)],
    [say("Draft tokens kept"), draftTokensKept(stats, say)],
    [say("Entropy, mean"), entropy(stats, say)],
    [say("Alternatives"), alternatives && alternativesFigure(alternatives, say)],
    [say("Constraints"), constraintsFigure(stats, say)],
    [say("Trials"), trialsFigure(stats, say)],
    [say("Healing"), healing(stats, say)],
    [say("Canonical tokens"), consistency(stats, say)],
    [
      say("Prompt"),
      say("{n} tokens, {reused} reused", { n: numPromptTokens, reused: numReusedTokens }),
    ],
    [say("Time"), time(stats, say)],
    [say("Stages"), stages(stats)],
  ];
  const lines = rows.flatMap(([name, figure]) =>
    figure === undefined ? [] : [`| ${escapeMarkdown(name)} | ${escapeMarkdown(figure)} |`],
  );
  return [`| ${escapeMarkdown(say("Last request"))} | |`, "|:--|:--|", ...lines].join("\n");
}

function acceptance({ meanAcceptanceLength: mean }: DecodeStats, say: Say): string | undefined {
  return mean === undefined ? undefined : say("{n} tokens a pass", { n: mean.toFixed(2) });
}

function draftTokensKept(stats: DecodeStats, say: Say): string | undefined {
  if (stats.acceptanceRate === undefined) return undefined;
  return say("{kept} of {n} ({share} %)", {
    kept: stats.numAcceptedTokens,
    n: stats.numDraftTokens,
    share: (100 * stats.acceptanceRate).toFixed(0),
  });
}

function entropy({ entropies }: DecodeStats, say: Say): string | undefined {
  if (entropies.length === 0) return undefined;
  const mean = entropies.reduce((sum, value) => sum + value, 0) / entropies.length;
  return say("{n} nats a token", { n: mean.toFixed(2) });
}

function healing(stats: DecodeStats, say: Say): string {
  const { numHealPasses, numHealedTokens: n, numCovers: covers } = stats;
  if (numHealPasses === 0) return say("nothing to heal");
  return n === 1
    ? say("1 token, from {covers} spellings", { covers })
    : say("{n} tokens, from {covers} spellings", { n, covers });
}

/** `undefined` where nothing was suggested, so that nothing was compared. */
function consistency(
  { numConsistencyChecks, divergences }: DecodeStats,
  say: Say,
): string | undefined {
  if (numConsistencyChecks === 0) return undefined;
  const kinds = Object.keys(divergences).join(", ");
  return kinds === "" ? say("yes") : say("no ({kinds})", { kinds });
}

function time({ totalMs, decodeMs }: DecodeStats, say: Say): string {
  return say("{total} ms, {decoding} ms of it decoding", {
    total: totalMs.toFixed(1),
    decoding: decodeMs.toFixed(1),
  });
}

/** By the names that they have in the log and on the command line. */
function stages({ ms }: DecodeStats): string {
  const figures = Object.entries(ms).map(
    ([stage, stageMs]: [string, number]) => `${stage} ${stageMs.toFixed(1)}`,
  );
  return `${figures.join(", ")} ms`;
}
