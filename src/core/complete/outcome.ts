import type { FilterId } from "../filter/filter";
import type { Confidence } from "../gate/confidence";
import type { Doubt } from "../gate/gateOptions";
import type { CompletionTrace } from "../trace/completionTrace";
import type { DecodeStats } from "../stats/decodeStats";

/** Why decoding ended. */
export type StopReason =
  | "endToken"
  | "lineEnd"
  | "blockEnd"
  | "suffixReached"
  | "maxTokens"
  | "timeBudget"
  | "modelFull"
  /** The text began to repeat itself. */
  | "repetition"
  /** Here the model no longer knew. */
  | "uncertainty";

/** Why there is nothing to show. Each request ends in a suggestion or in exactly one of these. */
export type NoSuggestionReason =
  | "cancelled"
  | "superseded"
  | "disabled"
  /** The cursor stands where text would be pushed aside or a character split. */
  | "midLine"
  /** Several cursors, a selection, a snippet, or an item of the suggest widget that the text does not extend. */
  | "place"
  /** The user, or a battery that is to be spared, wants no suggestions now. */
  | "paused"
  | "emptyContext"
  | "modelMissing"
  | "engineLoading"
  | "engineDown"
  | "timedOut"
  | "emptyCompletion"
  /** The model's own figures say that the text is probably wrong. */
  | "unsure"
  /** A filter left nothing of it. */
  | "filtered"
  /** It was shown here and not wanted. */
  | "dismissed"
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
  /** What would follow the text, where it was cut at the end of a statement: known already, should the text be taken. */
  readonly tail?: string;
  /** Filters that changed it, in order; left out if none did. */
  readonly changedBy?: readonly FilterId[];
  /** How sure the model was, where a trace or a gate asked for it; of the first text alone. */
  readonly confidence?: Confidence;
  /** How the first text came about, before anything was trimmed; if that was asked for. */
  readonly trace?: CompletionTrace;
  /** Of the first text alone. */
  readonly stats: DecodeStats;
}

export interface NoSuggestion {
  readonly kind: "none";
  readonly reason: NoSuggestionReason;
  /** A sentence for the log, where there is more to say. */
  readonly detail?: string;
  /** What the gate says, where the reason is `unsure`. */
  readonly doubt?: Doubt;
  /** The filter that left nothing, where the reason is `filtered`. */
  readonly filter?: FilterId;
  /** What would have been suggested, where there was something. For the screen only: it may be a secret. */
  readonly dropped?: string;
  readonly confidence?: Confidence;
  readonly trace?: CompletionTrace;
  readonly stats?: DecodeStats;
}

export type Outcome = Suggestion | NoSuggestion;
