import type { ModelSource } from "../core/model/modelSource";
import type { Vocabulary } from "../core/tokens/vocabulary";
import { openCheckpoint } from "./checkpoint/openCheckpoint";
import { createVocabulary } from "./tokenizer/createVocabulary";

/**
 * The vocabulary of a model that is not opened for it.
 *
 * @throws what `openModel` throws for configurations and tokenizers that cannot be used
 */
export async function readVocabulary(source: ModelSource): Promise<Vocabulary> {
  const checkpoint = await openCheckpoint(source.files);
  try {
    const { config, tokenizer, tokenizerPath } = checkpoint;
    return createVocabulary(tokenizer, config.vocabSize, tokenizerPath);
  } finally {
    await checkpoint.close();
  }
}
