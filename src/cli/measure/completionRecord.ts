import type { AlternativesCost, NoSuggestionReason, Outcome } from "../../core/complete/outcome";
import type { DecodeStats } from "../../core/stats/decodeStats";

/** One completion as programs read it: a line of `eval --out`, and what `complete --json` prints. */
export interface CompletionRecord {
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
  if (outcome.kind === "none") {
    return { id, text: "", outcome: outcome.reason, stats: outcome.stats ?? null };
  }
  const { text, stats, alternatives, cost } = outcome;
  return {
    id,
    text,
    outcome: "suggestion",
    stats,
    ...(alternatives && { alternatives }),
    ...(cost && { cost }),
  };
}
