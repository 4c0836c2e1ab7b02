/** Names of a model's fill-in-the-middle tokens, as its tokenizer spells them. */
export interface FimTokens {
  readonly prefix: string;
  readonly suffix: string;
  readonly middle: string;
  /** Stands before the file's path; `undefined` if the model knows no such mark. */
  readonly file?: string;
  /** Stands before the repository's name; `undefined` if the model knows no such mark. */
  readonly repository?: string;
}

/**
 * Where the hole starts: what stands between there and the cursor is given to the model as the beginning of the middle.
 * `cursor` is the documented order PSM; `window` shows the suffix first (SPM). With every start but `cursor` the prompt only
 * grows at its end while the user types, so the cache survives.
 */
export type HoleStart = "cursor" | "line" | "block" | "window";

export const holeStarts: readonly HoleStart[] = ["cursor", "line", "block", "window"];

/** `prefix-first`: PREFIX before SUFFIX MIDDLE from-hole. `suffix-first`: SUFFIX after PREFIX before MIDDLE from-hole. */
export type FimLayout = "prefix-first" | "suffix-first";

export const fimLayouts: readonly FimLayout[] = ["prefix-first", "suffix-first"];

/** How a model is asked. */
export interface FimFormat {
  /** `undefined` for a model without such tokens: it continues the text before the cursor and sees nothing after it. */
  readonly tokens: FimTokens | undefined;
  /** Begins every prompt, for models that were trained so. */
  readonly begin?: string;
  /** Tokens after which the middle, or the text, has ended. */
  readonly end: readonly string[];
  readonly layout: FimLayout;
  readonly holeStart: HoleStart;
}
