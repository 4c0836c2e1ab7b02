import type { NoSuggestionReason, Outcome } from "../../core/complete/outcome";
import type { DecodeStats } from "../../core/stats/decodeStats";

/** One completion as programs read it: a line of `eval --out`, and what `complete --json` prints. */
export interface CompletionRecord {
  readonly id: string;
  /** The suggestion, empty if there is none. */
  readonly text: string;
  readonly outcome: "suggestion" | NoSuggestionReason;
  /** `null` if the model was not asked. */
  readonly stats: DecodeStats | null;
}

export function recordOf(id: string, outcome: Outcome): CompletionRecord {
  return outcome.kind === "suggestion"
    ? { id, text: outcome.text, outcome: "suggestion", stats: outcome.stats }
    : { id, text: "", outcome: outcome.reason, stats: outcome.stats ?? null };
}
