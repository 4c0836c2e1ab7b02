import { at } from "../at";

/** A path of guesses at tokens in sequence. */
export interface Column {
  readonly tokens: readonly number[];
  /** How many of the last ones the model gave, each behind those before it; the others are fillers. */
  readonly numOwn: number;
}

/**
 * Guesses at the next tokens that the model improves from step to step, as in Jacobi's method for equations: column i is a path that
 * begins i tokens behind the root's child, and in each step the model says what comes at its end. The columns' first tokens are the
 * chain that all later columns stand on.
 *
 * When the text has grown by n tokens, column i holds what column i + n - 1 held without its first token, and the model's
 * answer behind it. What is missing at the end is filled up with anything.
 *
 * Worked example: 2 columns of 2 tokens, `a b` and `c d` one place later. The model says `x` behind `root a b` and `y` behind
 * `root a c d`. One token later the columns are `b x` and `d y`, two tokens later `d y` and, of which `y` is known, `y` and a filler.
 * Source: Fu et al. 2024, arXiv:2402.02057.
 */
export class JacobiWindow {
  readonly #length: number;
  #columns: readonly Column[];

  /**
   * @param shape number of columns, and tokens of each
   * @param filler what to put where nothing is known, by the place behind the root
   */
  constructor(
    shape: { readonly numColumns: number; readonly length: number },
    filler: (place: number) => number,
  ) {
    this.#length = shape.length;
    this.#columns = Array.from({ length: shape.numColumns }, (_, i) => ({
      tokens: Array.from({ length: shape.length }, (__, level) => filler(i + level)),
      numOwn: 0,
    }));
  }

  get columns(): readonly Column[] {
    return this.#columns;
  }

  /**
   * Moves on with the text.
   *
   * @param numTokens how many tokens it has grown by, at least 1
   * @param answers [columns] the model's first choice behind each column; `undefined` where it was not asked
   * @returns for each answer the token that it stands behind, with what the model gave behind that one: an n-gram of its own
   */
  move(
    numTokens: number,
    answers: readonly (number | undefined)[],
    filler: (place: number) => number,
  ): readonly (readonly number[])[] {
    const grown = this.#columns.map(({ tokens, numOwn }, i): Column => {
      const answer = answers[i];
      if (answer === undefined) return { tokens, numOwn };
      return { tokens: [...tokens, answer], numOwn: numOwn + 1 };
    });
    const last = grown.length - 1;
    this.#columns = grown.map((_, i) => {
      const from = Math.min(i + numTokens - 1, last);
      const { tokens, numOwn } = grown[from] ?? { tokens: [], numOwn: 0 };
      const kept = tokens.slice(numTokens + i - from).slice(0, this.#length);
      if (kept.length === this.#length)
        return { tokens: kept, numOwn: Math.min(numOwn, kept.length) };
      const fillers = Array.from({ length: this.#length - kept.length }, (__, level) =>
        filler(i + kept.length + level),
      );
      return { tokens: [...kept, ...fillers], numOwn: 0 };
    });
    return grown.flatMap(({ tokens, numOwn }, i) =>
      answers[i] === undefined ? [] : [tokens.slice(-(Math.min(numOwn, tokens.length - 1) + 1))],
    );
  }

  /** The chain of first tokens up to column `i`, and the column's other tokens: what the model reads behind the root. */
  pathOf(i: number): readonly number[] {
    const chain = this.#columns.slice(0, i + 1).map(({ tokens }) => at(tokens, 0));
    return [...chain, ...(this.#columns[i]?.tokens.slice(1) ?? [])];
  }
}
