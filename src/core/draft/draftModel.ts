import type { FimFormat } from "../model/fimFormat";
import type { LanguageModel } from "../model/languageModel";
import type { Vocabulary } from "../tokens/vocabulary";

/** A small model that drafts for a larger one. */
export interface DraftModel {
  readonly model: LanguageModel;
  /** How its text becomes the larger model's tokens; left out where both have the same vocabulary. */
  readonly translation?: Translation;
  /** Whether it is the first layers of the very model that it drafts for; no if left out. */
  readonly isEarlyExit?: boolean;
  /** Told when it fails in a request, which then goes on without it. */
  readonly onFailure: (error: unknown) => void;
}

/** What two models of different vocabularies need to exchange text. */
export interface Translation {
  /** The draft model's own tokens. */
  readonly from: Vocabulary;
  /** How the draft model wants to be asked. */
  readonly format: FimFormat;
  /** The tokens of the model that it drafts for. */
  readonly to: Vocabulary;
}
