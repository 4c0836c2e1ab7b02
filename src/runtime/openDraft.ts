import { messageOf } from "../core/errors";
import type { DraftModel, Translation } from "../core/draft/draftModel";
import type { FimFormat } from "../core/model/fimFormat";
import type { LanguageModel } from "../core/model/languageModel";
import type { ModelSource } from "../core/model/modelSource";
import type { Vocabulary } from "../core/tokens/vocabulary";
import { vocabularyDifference } from "../core/tokens/vocabularyDifference";
import { openModel, type OpenedModel, type OpenModelOptions } from "./openModel";

/** A draft model that is ready to run. */
export interface OpenedDraft {
  readonly draft: DraftModel;
  /** Frees its memory. */
  close(): Promise<void>;
}

interface OpenDraftOptions extends OpenModelOptions {
  /** The model that it drafts for. */
  readonly target: { readonly name: string; readonly vocabulary: Vocabulary };
  /** How to ask it, where it is asked through text; with its own format if left out. */
  readonly formatOf?: (own: FimFormat) => Promise<FimFormat>;
  /** May put another model around it. */
  readonly wrap?: (model: LanguageModel) => LanguageModel;
}

/**
 * Opens a model to draft for another: in tokens where both have the same vocabulary, through text where not. It may have as many
 * threads as the other: the two never run at once.
 *
 * @throws what `openModel` throws
 */
export async function openDraft(
  source: ModelSource,
  options: OpenDraftOptions,
): Promise<OpenedDraft> {
  const { logger, wrap } = options;
  const opened = await openModel(source, options);
  const translation = await translationOf(source, opened, options);
  return {
    draft: {
      model: wrap?.(opened.model) ?? opened.model,
      ...(translation !== undefined && { translation }),
      isEarlyExit: options.numLayers !== undefined,
      onFailure: (error) => {
        logger.warn(
          `The draft model ${source.name} failed, and a suggestion was made without it. ${messageOf(error)}`,
        );
      },
    },
    close: () => opened.close(),
  };
}

async function translationOf(
  { name }: ModelSource,
  { vocabulary, format }: OpenedModel,
  { target, formatOf, logger }: OpenDraftOptions,
): Promise<Translation | undefined> {
  const difference = vocabularyDifference(target.vocabulary, vocabulary);
  if (difference === undefined) return undefined;
  logger.info(`${name} drafts through text: ${target.name} and ${name} ${difference}`);
  return {
    from: vocabulary,
    format: (await formatOf?.(format)) ?? format,
    to: target.vocabulary,
  };
}
