import type { NoSuggestion, NoSuggestionReason } from "../../core/complete/outcome";

/** @param detail a sentence for the log, where there is more to say */
export function none(reason: NoSuggestionReason, detail?: string): NoSuggestion {
  return detail === undefined ? { kind: "none", reason } : { kind: "none", reason, detail };
}
