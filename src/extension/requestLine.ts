import type { DecodeStats } from "../core/stats/decodeStats";
import type { RequestRecord } from "./completionSession";

/**
 * One line of the log for one request: its id, how it ended, counts and times. No word of the user's or of the suggestion's
 * text; a test types secrets to make sure.
 */
export function requestLine({
  id,
  isInvoked,
  shape,
  isFromCache,
  outcome,
  totalMs,
}: RequestRecord): string {
  const parts = [`request ${String(id)}`, isInvoked ? "invoked" : "automatic", shape];
  if (outcome.kind === "suggestion") {
    parts.push(`suggestion of ${String(outcome.text.length)} code units (${outcome.stoppedBy})`);
  } else {
    parts.push(`none (${outcome.reason})`);
  }
  if (isFromCache) parts.push("known already");
  else if (outcome.stats !== undefined) parts.push(...counts(outcome.stats));
  parts.push(`${totalMs.toFixed(1)} ms`);
  if (outcome.kind === "none" && outcome.detail !== undefined) parts.push(outcome.detail);
  return parts.join(" · ");
}

function counts(stats: DecodeStats): readonly string[] {
  const { ms } = stats;
  return [
    `prompt ${String(stats.numPromptTokens)} tokens, ${String(stats.numReusedTokens)} reused`,
    `${String(stats.numGeneratedTokens)} tokens in ${String(stats.numPasses)} passes`,
    ...(stats.numHealPasses > 0 ? [`healed over ${String(stats.numCovers)} covers`] : []),
    ...Object.keys(stats.divergences).map((kind) => `tokens diverge (${kind})`),
    `prefill ${ms.prefill.toFixed(1)} ms, decode ${stats.decodeMs.toFixed(1)} ms`,
  ];
}
