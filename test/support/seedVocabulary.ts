import { readFileSync } from "node:fs";
import path from "node:path";
import type { Vocabulary } from "../../src/core/tokens/vocabulary";
import { createVocabulary } from "../../src/runtime/tokenizer/createVocabulary";
import { parseTokenizerFile } from "../../src/runtime/tokenizer/tokenizerFile";
import { modelsFolder } from "./modelsFolder";

/** The embedded model's vocabulary, without the model. */
export function seedVocabulary(): Vocabulary {
  const file = path.join(modelsFolder, "foretype-seed", "tokenizer.json");
  return createVocabulary(parseTokenizerFile(readFileSync(file, "utf8"), file), 8192, file);
}
