/** A piece of text that its language's grammar cannot place, or a point at which something is missing. UTF-16 units. */
export interface SyntaxFault {
  readonly start: number;
  /** Exclusive; equal to `start` where something is missing. */
  readonly end: number;
}

/** A stretch of a text in UTF-16 units; `end` is exclusive. */
export interface SyntaxStretch {
  readonly start: number;
  readonly end: number;
}

/** Statements one after the other: between braces, indented alike, or as a whole file. Members of a type count as such. */
export interface SyntaxBlock extends SyntaxStretch {
  /** Those that touch the stretch that was asked about, in their order. Comments are none; what is broken may be one. */
  readonly statements: readonly SyntaxStretch[];
  /** Whether it has statements that do not. */
  readonly hasOthers: boolean;
}

/** Reads texts of one language. Never throws: a parser that breaks says so in the log and finds nothing from then on. */
export interface SyntaxParser {
  /**
   * The faults of `text` that touch the stretch from `start` to `end`, both included. Quick for a text that differs in one
   * place from the last one that `remember` was given.
   */
  faults(text: string, start: number, end: number): readonly SyntaxFault[];
  /**
   * The blocks of `text` that touch the stretch from `start` to `end`, both included, each before those inside of it; what no
   * grammar can place has none. As quick as `faults`.
   */
  blocks(text: string, start: number, end: number): readonly SyntaxBlock[];
  /** Takes a text as the one that texts to come will resemble. */
  remember(text: string): void;
}

/** Knows languages. */
export interface SyntaxSource {
  /**
   * The parser for a file by its name; `undefined` if its language is not known or its grammar cannot be loaded, which is
   * logged. Never rejects.
   */
  parserFor(path: string): Promise<SyntaxParser | undefined>;
}
