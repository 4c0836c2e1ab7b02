/** A place in a text that is like the text's end, or like the end of another text. */
export interface Match {
  /** How many tokens up to the place, its own included, are those at the end. */
  readonly length: number;
  /** Index of the place's last token: what stands behind it may follow the end, too. */
  readonly end: number;
}

/**
 * A text that grows at its end and finds where it said the same before. Negative tokens are separators: no two of them are the same,
 * so nothing matches across one.
 */
export interface TextIndex {
  readonly tokens: readonly number[];
  push(token: number): void;
  /** Forgets all but the first `length` tokens, as if the others had never been pushed. */
  truncate(length: number): void;
  /** Earlier places that are like the end, the longest match first; a few at most, and none that is not true. */
  matches(): readonly Match[];
}
