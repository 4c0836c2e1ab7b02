import type {
  AlternativesCost,
  NoSuggestion,
  NoSuggestionReason,
  Outcome,
  Suggestion,
} from "../../core/complete/outcome";
import type { DecodeStats } from "../../core/stats/decodeStats";

/** One completion as programs read it: a line of `eval --out`, and what `complete --json` prints. */
export interface CompletionRecord
  extends
    Pick<Suggestion, "changedBy" | "confidence" | "trace">,
    Pick<NoSuggestion, "filter" | "dropped"> {
  readonly id: string;
  /** The suggestion, empty if there is none. */
  readonly text: string;
  readonly outcome: "suggestion" | NoSuggestionReason;
  /** `null` if the model was not asked. */
  readonly stats: DecodeStats | null;
  /** Other texts and what they cost, if they were asked for. */
  readonly alternatives?: readonly string[];
  readonly cost?: AlternativesCost;
}

export function recordOf(id: string, outcome: Outcome): CompletionRecord {
  const told = {
    ...(outcome.confidence && { confidence: outcome.confidence }),
    ...(outcome.trace && { trace: outcome.trace }),
  };
  if (outcome.kind === "none") {
    const { reason, filter, dropped, stats = null } = outcome;
    return {
      ...{ id, text: "", outcome: reason, stats },
      ...(filter !== undefined && { filter }),
      ...(dropped !== undefined && { dropped }),
      ...told,
    };
  }
  const { text, stats, alternatives, cost, changedBy } = outcome;
  return {
    ...{ id, text, outcome: "suggestion", stats },
    ...(alternatives && { alternatives }),
    ...(cost && { cost }),
    ...(changedBy && { changedBy }),
    ...told,
  };
}
