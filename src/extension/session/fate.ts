import type { Suggestion } from "../../core/complete/outcome";
import type { SuggestionPlace } from "../../core/complete/suggestionPlace";
import type { GateSituation } from "../../core/gate/gateFeatures";

/** Where a suggestion was shown, and when. */
export interface ShownPlace extends SuggestionPlace {
  readonly situation: GateSituation;
  /** Of the request that it was the answer to. */
  readonly requestId: number;
}

/**
 * What became of a suggestion that was shown. `accepted`: all of it came to stand in the document. `partly`: at least its first word
 * did. `dismissed`: it was looked at, and the user typed something else or went away. `replaced`: anything else, as when another one
 * took its place, or it was not visible for long enough to be looked at.
 */
export type Fate = "accepted" | "partly" | "dismissed" | "replaced";

/** Says what became of a suggestion. */
export interface FateNews {
  readonly place: ShownPlace;
  readonly suggestion: Suggestion;
  readonly fate: Fate;
  /** How long it was on the screen, as far as can be told. */
  readonly visibleMs: number;
  /** Code units of its beginning that came to stand in the document. */
  readonly numTaken: number;
}
