import { ForetypeError, messageOf } from "../core/errors";
import type { DraftModel } from "../core/draft/draftModel";
import type { LanguageModel } from "../core/model/languageModel";
import type { ModelSource } from "../core/model/modelSource";
import { vocabularyDifference } from "../core/tokens/vocabularyDifference";
import type { Vocabulary } from "../core/tokens/vocabulary";
import { openModel, type OpenModelOptions } from "./openModel";
import { readVocabulary } from "./readVocabulary";

/** A draft model that is ready to run. */
export interface OpenedDraft {
  readonly draft: DraftModel;
  /** Frees its memory. */
  close(): Promise<void>;
}

/**
 * Opens a model to draft for another, on as many threads: the two never run at once.
 *
 * @param options `wrap` may put another model around it
 * @throws user/bad-argument if they do not share one vocabulary, before anything is converted
 * @throws what `openModel` throws
 */
export async function openDraft(
  source: ModelSource,
  target: { readonly name: string; readonly vocabulary: Vocabulary },
  options: OpenModelOptions & { readonly wrap?: (model: LanguageModel) => LanguageModel },
): Promise<OpenedDraft> {
  checkDraft({ name: source.name, vocabulary: await readVocabulary(source) }, target);
  const opened = await openModel(source, options);
  return {
    draft: {
      model: options.wrap?.(opened.model) ?? opened.model,
      onFailure: (error) => {
        options.logger.warn(
          `The draft model ${source.name} failed, and a suggestion was made without it. ${messageOf(error)}`,
        );
      },
    },
    close: () => opened.close(),
  };
}

/**
 * Refuses a draft model that writes other tokens than the model it is to draft for.
 *
 * @throws user/bad-argument naming both
 */
export function checkDraft(
  draft: { readonly name: string; readonly vocabulary: Vocabulary },
  target: { readonly name: string; readonly vocabulary: Vocabulary },
): void {
  const difference = vocabularyDifference(target.vocabulary, draft.vocabulary);
  if (difference === undefined) return;
  throw new ForetypeError(
    "user/bad-argument",
    `${draft.name} cannot draft for ${target.name}: ${target.name} and ${draft.name} ${difference}. ` +
      "Choose a smaller model of the same family.",
  );
}
