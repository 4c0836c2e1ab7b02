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

/** A piece that was taken from the end of a completion, and why. */
export interface Trim {
  /**
   * `suffixOverlap`: the suffix begins with it. `unfinishedLine`: the block was cut short in this line. `constraint`: the
   * text was cut short where the constraints let none end. `blankEnd`: blanks at the end of a line.
   */
  readonly reason: "suffixOverlap" | "unfinishedLine" | "constraint" | "blankEnd";
  readonly text: string;
}

/** What alternatives cost on top of the first text. */
export interface AlternativesCost {
  /** Prompt tokens that had to be run because the model was told what was shown; 0 if it was not. */
  readonly numPromptTokens: number;
  readonly numPasses: number;
  /** Nodes of these passes. */
  readonly numNodes: number;
  /** Time of the passes, and of the prompt tokens. */
  readonly ms: number;
}

export interface Suggestion {
  readonly kind: "suggestion";
  /** Text to insert at the cursor. Never empty, never half a character. */
  readonly text: string;
  /** What was taken from its end, in order. */
  readonly trims: readonly Trim[];
  /**
   * Whether the text and the suffix, read as one, have a token boundary where they meet. Where they have none, the model
   * could not have written the text in front of just this suffix as it writes any other text.
   */
  readonly isSeamBoundary: boolean;
  readonly stoppedBy: StopReason;
  /** Other texts, all different and none of them shown before, in the order in which they are offered; if they were asked for. */
  readonly alternatives?: readonly string[];
  /** What they cost, and what it cost to tell the model what was shown. */
  readonly cost?: AlternativesCost;
  /** Of the first text alone. */
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
