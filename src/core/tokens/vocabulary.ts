/**
 * Tokens as bytes. Text leaves the engine through `bytesOf` and never through a tokenizer's `decode`,
 * which cleans up spaces and cannot show half a character.
 */
export interface Vocabulary {
  /** V, the number of token ids, special tokens included. */
  readonly size: number;
  /** The bytes a token stands for; empty for special tokens and for ids that the model has but the tokenizer lacks. */
  bytesOf(token: number): Uint8Array;
  /** Whether the token is a mark (end of text, fill-in-the-middle, padding) and no text. */
  isSpecial(token: number): boolean;
  /** Tokens of plain text. Text that looks like a special token is text: it never becomes one. */
  encode(text: string): Int32Array;
  /**
   * Whether some text has tokens that begin with `[...left, token]`, given that some text has tokens that begin with `left`:
   * whether the tokenizer itself would write `token` behind `left` if only the right text followed. It must ask what may
   * follow, because some pre-tokenisers look ahead: three blanks are `   `, but before a digit they are `  ` and ` `, so
   * ` ` is written behind `  `; and because the last character may be unfinished. Never true for special tokens.
   *
   * @param left reaches back to a place that no further text can move, or further
   */
  writes(left: readonly number[], token: number): boolean;
  /**
   * Whether some of `tokens`, all of which begin with `bytes`, is written behind `left`. Left out where asking about each by itself
   * costs little.
   */
  writesSome?(left: readonly number[], bytes: Uint8Array, tokens: Int32Array): boolean;
  /**
   * Whether some token may reach from one to the other of two neighbouring UTF-16 units although a word ends between them: then
   * text may not be cut there. Left out where words' ends always are the ends of tokens.
   */
  joins?(before: string, after: string): boolean;
  /** The id of a special token by its name, such as `<|fim_prefix|>`; `undefined` if there is none. */
  specialToken(name: string): number | undefined;
  /** The name of a special token; `undefined` for any other. */
  nameOf(token: number): string | undefined;
}
