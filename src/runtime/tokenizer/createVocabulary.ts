import type { Vocabulary } from "../../core/tokens/vocabulary";
import { BpeVocabulary } from "./bpeVocabulary";
import { SentencePieceVocabulary } from "./sentencePieceVocabulary";
import { parseTokenizerFile } from "./tokenizerFile";

/**
 * The vocabulary of a `tokenizer.json`, of the kind that the file is.
 *
 * @param size V of the model's configuration
 * @param path of the file, named in errors
 * @throws model/bad-tokenizer naming the file and what is wrong
 */
export function createVocabulary(text: string, size: number, path: string): Vocabulary {
  const file = parseTokenizerFile(text, path);
  return file.kind === "sentence-piece"
    ? new SentencePieceVocabulary(file, size, path)
    : new BpeVocabulary(file, size, path);
}
