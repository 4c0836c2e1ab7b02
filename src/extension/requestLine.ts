import type { DecodeStats } from "../core/stats/decodeStats";
import type { RequestTrigger } from "./session/request";
import type { RequestRecord } from "./session/requestRecord";
import {
  alternativesFigure,
  alternativesOf,
  constraintsFigure,
  trialsFigure,
} from "./requestFigures";
import { sayEnglish } from "./say";
import type { SuggestionSource } from "./session/requestTrail";

const triggerNames: Readonly<Record<RequestTrigger, string>> = {
  automatic: "automatic",
  invoked: "invoked",
  somethingElse: "something else",
};

/** Where a text came from that the model was not asked for. */
const sourceNames: Readonly<Record<SuggestionSource, string | undefined>> = {
  model: undefined,
  typedAlong: "typed along",
  seenBefore: "seen before",
  inFlight: "in flight",
  prefetched: "prefetched",
  none: undefined,
};

/**
 * One line of the log for one request: its id, how it ended, counts and times. No word of the user's or of the suggestion's
 * text; a test types secrets to make sure.
 */
export function requestLine({
  id,
  trigger,
  shape,
  isFromCache,
  outcome,
  totalMs,
  trail,
}: RequestRecord): string {
  const parts = [`request ${String(id)}`, triggerNames[trigger], shape];
  if (outcome.kind === "suggestion") {
    parts.push(`suggestion of ${String(outcome.text.length)} code units (${outcome.stoppedBy})`);
  } else {
    parts.push(`none (${outcome.reason})`);
    const stopped = trail.steps.find(({ state }) => state === "stopped");
    if (stopped !== undefined) parts.push(`stopped at ${stopped.id}`);
  }
  parts.push(...named("from", sourceNames[trail.source]));
  if (isFromCache) parts.push("known already");
  else if (outcome.stats !== undefined) {
    parts.push(...counts(outcome.stats));
    const alternatives = alternativesOf(outcome);
    parts.push(
      ...named("alternatives", alternatives && alternativesFigure(alternatives, sayEnglish)),
    );
  }
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
    ...named("constraints", constraintsFigure(stats, sayEnglish)),
    ...named("trials", trialsFigure(stats, sayEnglish)),
    ...Object.keys(stats.divergences).map((kind) => `tokens diverge (${kind})`),
    `prefill ${ms.prefill.toFixed(1)} ms, decode ${stats.decodeMs.toFixed(1)} ms`,
  ];
}

function named(name: string, figure: string | undefined): readonly string[] {
  return figure === undefined ? [] : [`${name}: ${figure}`];
}
