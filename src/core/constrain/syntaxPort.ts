/** A piece of text that its language's grammar cannot place, or a point at which something is missing. UTF-16 units. */
export interface SyntaxFault {
  readonly start: number;
  /** Exclusive; equal to `start` where something is missing. */
  readonly end: number;
}

/** Reads texts of one language. Never throws: a parser that breaks says so in the log and finds no fault from then on. */
export interface SyntaxParser {
  /**
   * The faults of `text` that touch the stretch from `start` to `end`, both included. Quick for a text that differs in one
   * place from the last one that `remember` was given.
   */
  faults(text: string, start: number, end: number): readonly SyntaxFault[];
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
