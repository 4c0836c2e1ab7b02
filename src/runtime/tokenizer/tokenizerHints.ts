import type { FimTokens } from "../../core/model/fimFormat";

/** What a model's files say about its marks. Only what is written there: nothing here is a guess from a token's name. */
export interface TokenizerHints {
  /** The mark that begins every text. */
  readonly begin?: string;
  /** Marks after which a text has ended, the most authoritative first; empty if the files name none. */
  readonly end: readonly string[];
  /** Marks of filling in the middle. */
  readonly fim: Partial<FimTokens>;
}
