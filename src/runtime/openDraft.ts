import { messageOf } from "../core/errors";
import type { DraftModel } from "../core/draft/draftModel";
import type { LanguageModel } from "../core/model/languageModel";
import type { ModelSource } from "../core/model/modelSource";
import { openModel, type OpenModelOptions } from "./openModel";

/** A draft model that is ready to run. */
export interface OpenedDraft {
  readonly draft: DraftModel;
  /** Frees its memory. */
  close(): Promise<void>;
}

/**
 * Opens a model to draft for another, which `checkDraft` has found to be of the same vocabulary. It may have as many threads as
 * the other: the two never run at once.
 *
 * @param options `wrap` may put another model around it
 * @throws what `openModel` throws
 */
export async function openDraft(
  source: ModelSource,
  options: OpenModelOptions & { readonly wrap?: (model: LanguageModel) => LanguageModel },
): Promise<OpenedDraft> {
  const { logger, wrap } = options;
  const opened = await openModel(source, options);
  return {
    draft: {
      model: wrap?.(opened.model) ?? opened.model,
      onFailure: (error) => {
        logger.warn(
          `The draft model ${source.name} failed, and a suggestion was made without it. ${messageOf(error)}`,
        );
      },
    },
    close: () => opened.close(),
  };
}
