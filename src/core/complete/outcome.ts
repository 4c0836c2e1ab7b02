import type { DecodeStats } from "../stats/decodeStats";

/** Why decoding ended. */
export type StopReason =
  "endToken" | "lineEnd" | "blockEnd" | "suffixReached" | "maxTokens" | "timeBudget" | "modelFull";

/** Why there is nothing to show. Each request ends in a suggestion or in exactly one of these. */
export type NoSuggestionReason =
  | "cancelled"
  | "superseded"
  | "disabled"
  /** The cursor stands where text would be pushed aside or a character split. */
  | "midLine"
  | "emptyContext"
  | "modelMissing"
  | "engineLoading"
  | "engineDown"
  | "timedOut"
  | "emptyCompletion"
  | "failed";

export interface Suggestion {
  readonly kind: "suggestion";
  /** Text to insert at the cursor. Never empty, never half a character. */
  readonly text: string;
  readonly stoppedBy: StopReason;
  readonly stats: DecodeStats;
}

export interface NoSuggestion {
  readonly kind: "none";
  readonly reason: NoSuggestionReason;
  /** A sentence for the log, where there is more to say. */
  readonly detail?: string;
  readonly stats?: DecodeStats;
}

export type Outcome = Suggestion | NoSuggestion;
