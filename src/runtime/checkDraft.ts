import { ForetypeError } from "../core/errors";
import type { ModelSource } from "../core/model/modelSource";
import { vocabularyDifference } from "../core/tokens/vocabularyDifference";
import type { PrepareOptions } from "./prepared/prepareOptions";
import { readVocabulary } from "./readVocabulary";

/**
 * Refuses a draft model that writes other tokens than the model it is to draft for. Reads the vocabularies only.
 *
 * @throws user/bad-argument naming both
 * @throws what `openModel` throws for files that cannot be used
 */
export async function checkDraft(
  draft: ModelSource,
  target: ModelSource,
  options: PrepareOptions,
): Promise<void> {
  const difference = vocabularyDifference(
    await readVocabulary(target, options),
    await readVocabulary(draft, options),
  );
  if (difference === undefined) return;
  throw new ForetypeError(
    "user/bad-argument",
    `${draft.name} cannot draft for ${target.name}: ${target.name} and ${draft.name} ${difference}. ` +
      "Choose a smaller model of the same family.",
  );
}
