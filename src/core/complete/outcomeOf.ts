import type { RequestConstraints } from "../constrain/constraintsFor";
import type { DecodeResult } from "../decode/decodeRequest";
import { applyFilters } from "../filter/filters";
import { doubtOf } from "../gate/doubt";
import type { CutText } from "../shape/statementCut";
import { withMore } from "../stats/mergeStats";
import { emptyStats } from "../stats/decodeStats";
import type { CachedEncoder } from "../tokens/cachedEncoder";
import type { Vocabulary } from "../tokens/vocabulary";
import { checkConsistency } from "./checkConsistency";
import type { NoSuggestion, NoSuggestionReason, Outcome } from "./outcome";
import type { PreparedPrompt } from "./promptMaker";
import type { CompletionOptions, CompletionRequest } from "./request";
import { tellTrace } from "./tellTrace";
import { trimCompletion } from "./trimCompletion";

/** A request as it was put to the model. */
export interface PutRequest {
  /** With "\n" as its only line end. */
  readonly request: CompletionRequest;
  readonly options: Pick<CompletionOptions, "gate" | "traces">;
  readonly prompt: PreparedPrompt;
  readonly constraints: RequestConstraints;
  /** What is shown of a text at this place, see `ShapeRules`. */
  readonly cut: (text: string) => CutText;
}

/**
 * What a decoded text comes to: what is suggested of it, or the reason why nothing is. It is trimmed, then the filters look at it,
 * what they have left is cut where its statement ends, and the gate looks at what is shown.
 */
export function outcomeOf(
  put: PutRequest,
  result: DecodeResult,
  parts: { readonly vocabulary: Vocabulary; readonly encoder: CachedEncoder },
): Outcome {
  const { request, options, prompt, constraints } = put;
  const { stoppedBy } = result;
  const { tokenise, heal } = prompt.ms;
  const stats = withMore(result.stats, {
    totalMs: tokenise + heal,
    ms: { ...emptyStats.ms, tokenise, heal },
    numUnseenSuffixes: prompt.seesSuffix ? 0 : 1,
    numConstraintEvaluations: constraints.constraint.numEvaluations,
  });
  const none = (reason: NoSuggestionReason, more: Partial<NoSuggestion> = {}): Outcome => ({
    ...{ kind: "none", reason, stats },
    ...more,
  });
  if (stoppedBy === "cancelled") return none("cancelled");
  const { text: trimmed, trims } = trimCompletion(result, request, constraints);
  const tell = (text: string): ReturnType<typeof tellTrace> =>
    tellTrace(result, { text, ...prompt.plan, isTraced: options.traces }, parts.vocabulary);
  if (trimmed.trim() === "") {
    return none(stoppedBy === "timeBudget" ? "timedOut" : "emptyCompletion", tell(""));
  }
  const filtered = applyFilters(trimmed, request);
  if (filtered.kind === "dropped") {
    return none("filtered", { filter: filtered.droppedBy, dropped: trimmed, ...tell(trimmed) });
  }
  const { changedBy } = filtered;
  const { text, tail } = put.cut(filtered.text);
  const told = tell(text);
  const doubt = doubtOf(options.gate, told.confidence);
  if (doubt !== undefined) return none("unsure", { doubt, dropped: text, ...told });
  // Where a filter has taken something from within, what is left is not in the model's tokens.
  const written = trimmed.startsWith(text) ? text : trimmed;
  const { divergence, isSeamBoundary } = checkConsistency(
    { prompt, tokens: result.tokens, text: written, suffix: request.suffix },
    parts,
  );
  const divergences = divergence === undefined ? {} : { [divergence.kind]: 1 };
  return {
    ...{ kind: "suggestion", text, trims },
    isSeamBoundary,
    stoppedBy,
    ...(tail !== "" && { tail }),
    ...(changedBy.length > 0 && { changedBy }),
    ...told,
    stats: withMore(stats, { numConsistencyChecks: 1, divergences }),
  };
}
