import type { NoSuggestionReason } from "../core/complete/outcome";
import type { RequestRecord } from "./session/requestRecord";

/**
 * How a request for something else went, in a few words for the status bar: what it cost, or that there is nothing else.
 * `undefined` where there is nothing to say that the status bar does not say anyway.
 */
export function somethingElseNews({
  outcome,
  totalMs,
}: Pick<RequestRecord, "outcome" | "totalMs">): string | undefined {
  if (outcome.kind === "none") return reasonNews[outcome.reason];
  const numTokens = outcome.cost?.numPromptTokens ?? 0;
  const tokens =
    numTokens === 1 ? "1 more prompt token" : `${String(numTokens)} more prompt tokens`;
  return [`something else: ${totalMs.toFixed(0)} ms`, ...(numTokens > 0 ? [tokens] : [])].join(
    ", ",
  );
}

const reasonNews: Readonly<Record<NoSuggestionReason, string | undefined>> = {
  emptyCompletion: "nothing else",
  emptyContext: "nothing else",
  midLine: "nothing else",
  place: "nothing else",
  unsure: "nothing else that is sure enough",
  filtered: "nothing else",
  dismissed: "nothing else",
  timedOut: "nothing else in time",
  failed: "nothing else, the log says why",
  // The user has gone on.
  cancelled: undefined,
  superseded: undefined,
  // The state of the engine and of the switches stands there.
  disabled: undefined,
  paused: undefined,
  modelMissing: undefined,
  engineLoading: undefined,
  engineDown: undefined,
};
