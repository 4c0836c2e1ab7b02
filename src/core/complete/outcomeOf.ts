import type { RequestConstraints } from "../constrain/constraintsFor";
import type { DecodeResult } from "../decode/decoder";
import { withMore } from "../stats/mergeStats";
import { emptyStats } from "../stats/decodeStats";
import type { CachedEncoder } from "../tokens/cachedEncoder";
import type { Vocabulary } from "../tokens/vocabulary";
import { checkConsistency } from "./checkConsistency";
import type { NoSuggestionReason, Outcome } from "./outcome";
import type { PreparedPrompt } from "./promptMaker";
import type { CompletionRequest } from "./request";
import { trimCompletion } from "./trimCompletion";

/** A request as it was put to the model. */
export interface PutRequest {
  /** With "\n" as its only line end. */
  readonly request: CompletionRequest;
  readonly prompt: PreparedPrompt;
  readonly constraints: RequestConstraints;
}

/** What a decoded text comes to: what is suggested of it, or the reason why nothing is. */
export function outcomeOf(
  { request, prompt, constraints }: PutRequest,
  result: DecodeResult,
  parts: { readonly vocabulary: Vocabulary; readonly encoder: CachedEncoder },
): Outcome {
  const { stoppedBy } = result;
  const { tokenise, heal } = prompt.ms;
  const stats = withMore(result.stats, {
    totalMs: tokenise + heal,
    ms: { ...emptyStats.ms, tokenise, heal },
    numUnseenSuffixes: prompt.seesSuffix ? 0 : 1,
    numConstraintEvaluations: constraints.constraint.numEvaluations,
  });
  const none = (reason: NoSuggestionReason): Outcome => ({ kind: "none", reason, stats });
  if (stoppedBy === "cancelled") return none("cancelled");
  const { text, trims } = trimCompletion(result, request, constraints);
  if (text.trim() === "") return none(stoppedBy === "timeBudget" ? "timedOut" : "emptyCompletion");
  const { divergence, isSeamBoundary } = checkConsistency(
    { prompt, tokens: result.tokens, text, suffix: request.suffix },
    parts,
  );
  const divergences = divergence === undefined ? {} : { [divergence.kind]: 1 };
  return {
    kind: "suggestion",
    text,
    trims,
    isSeamBoundary,
    stoppedBy,
    stats: withMore(stats, { numConsistencyChecks: 1, divergences }),
  };
}
