import type { Vocabulary } from "../../../src/core/tokens/vocabulary";
import { BpeVocabulary } from "../../../src/runtime/tokenizer/bpeVocabulary";
import type { TokenizerFile } from "../../../src/runtime/tokenizer/tokenizerFile";

/** A tokenizer, and wrong: one that thinks the blank before a word stays with the blanks before it. */
export function withoutLookahead(file: TokenizerFile): {
  readonly vocabulary: Vocabulary;
  readonly mutant: Pick<Vocabulary, "writes">;
} {
  const preTokenizer: unknown = JSON.parse(
    JSON.stringify(file.preTokenizer).replace("\\\\s+(?!\\\\S)|", ""),
  );
  const blind = typeof preTokenizer === "object" ? { ...file, preTokenizer } : file;
  return {
    vocabulary: new BpeVocabulary(file, 2048, "tokenizer.json"),
    mutant: new BpeVocabulary(blind, 2048, "tokenizer.json"),
  };
}
