/** Names of a model's fill-in-the-middle tokens, as its tokenizer spells them. */
export interface FimTokens {
  readonly prefix: string;
  readonly suffix: string;
  readonly middle: string;
  /** Stands before the file's path; `undefined` if the model knows no such mark. */
  readonly file?: string;
  /** Tokens after which the middle has ended. */
  readonly end: readonly string[];
}

/**
 * `psm`: PREFIX before SUFFIX, the middle after both. `spm`: SUFFIX first, and the prefix is the beginning of the
 * middle, so the prompt only grows at its end while the user types.
 */
export type FimOrder = "psm" | "spm";

export const fimOrders: readonly FimOrder[] = ["psm", "spm"];

/** How a model wants to be asked. */
export interface FimFormat {
  readonly tokens: FimTokens;
  readonly order: FimOrder;
}
