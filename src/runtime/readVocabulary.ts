import type { ModelSource } from "../core/model/modelSource";
import type { Vocabulary } from "../core/tokens/vocabulary";
import { prepareModel } from "./prepared/prepareModel";
import type { PrepareOptions } from "./prepared/prepareOptions";
import { createVocabulary } from "./tokenizer/createVocabulary";

/**
 * The vocabulary of a model that is not opened for it.
 *
 * @throws what `openModel` throws for files that cannot be used
 */
export async function readVocabulary(
  source: ModelSource,
  options: PrepareOptions,
): Promise<Vocabulary> {
  const prepared = await prepareModel(source, options);
  try {
    const { sizes, tokenizer, tokenizerPath } = prepared;
    return createVocabulary(tokenizer, sizes.vocabSize, tokenizerPath);
  } finally {
    await prepared.close();
  }
}
