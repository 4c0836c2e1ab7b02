import type { NoSuggestionReason } from "../core/complete/outcome";
import type { Say } from "./say";
import type { RequestRecord } from "./session/requestRecord";

/**
 * How a request for something else went, in a few words for the status bar: what it cost, or that there is nothing else.
 * `undefined` where there is nothing to say that the status bar does not say anyway.
 */
export function somethingElseNews(
  { outcome, totalMs }: Pick<RequestRecord, "outcome" | "totalMs">,
  say: Say,
): string | undefined {
  if (outcome.kind === "none") return noneNews(outcome.reason, say);
  const n = outcome.cost?.numPromptTokens ?? 0;
  const ms = totalMs.toFixed(0);
  if (n === 0) return say("something else: {ms} ms", { ms });
  if (n === 1) return say("something else: {ms} ms, 1 more prompt token", { ms });
  return say("something else: {ms} ms, {n} more prompt tokens", { ms, n });
}

function noneNews(reason: NoSuggestionReason, say: Say): string | undefined {
  switch (reason) {
    case "emptyCompletion":
    case "emptyContext":
    case "midLine":
    case "place":
    case "filtered":
    case "dismissed":
      return say("nothing else");
    case "unsure":
      return say("nothing else that is sure enough");
    case "timedOut":
      return say("nothing else in time");
    case "failed":
      return say("nothing else, the log says why");
    // The user has gone on, or the state of the engine and of the switches stands there.
    case "cancelled":
    case "superseded":
    case "disabled":
    case "paused":
    case "modelMissing":
    case "engineLoading":
    case "engineDown":
      return undefined;
    default:
      return reason satisfies never;
  }
}
