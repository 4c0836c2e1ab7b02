import type { Vocabulary } from "../../core/tokens/vocabulary";
import { BpeVocabulary } from "./bpeVocabulary";
import { SentencePieceVocabulary } from "./sentencePieceVocabulary";
import type { TokenizerFile } from "./tokenizerFile";

/**
 * The vocabulary of a tokenizer's file, of the kind that the file is.
 *
 * @param size V of the model's configuration
 * @param path of the file, named in errors
 * @throws model/bad-tokenizer naming the file and what is wrong
 */
export function createVocabulary(file: TokenizerFile, size: number, path: string): Vocabulary {
  return file.kind === "sentence-piece"
    ? new SentencePieceVocabulary(file, size, path)
    : new BpeVocabulary(file, size, path);
}
