import type { LanguageModel } from "../model/languageModel";

/** A small model that drafts for a larger one of the same vocabulary. */
export interface DraftModel {
  readonly model: LanguageModel;
  /** Told when it fails in a request, which then goes on without it. */
  readonly onFailure: (error: unknown) => void;
}
