import type { NoSuggestion, Outcome } from "../../core/complete/outcome";
import type { SuggestionSource } from "./requestTrail";

/** How a request ended, and where its text came from. */
export interface Answer {
  readonly outcome: Outcome;
  readonly source: SuggestionSource;
  /** Whether another request has been given these figures. */
  readonly isFromCache: boolean;
}

/** An answer without a text. */
export function noAnswer(outcome: NoSuggestion, isFromCache = false): Answer {
  return { outcome, source: "none", isFromCache };
}
