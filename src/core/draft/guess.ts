/** Why a drafter believes in a token, in the terms that calibration tells guesses apart by. */
export interface Guess {
  /** Name of the drafter. */
  readonly source: string;
  /** 0 for the drafter's first choice behind this parent, 1 for its second, and so on. */
  readonly rank: number;
  /** How many tokens before it agree with those of the place it was copied from; 0 where nothing was copied. */
  readonly matchLength: number;
  /** The drafter's own estimate of the token's probability behind its parent, where it has one. */
  readonly probability?: number;
}

/** The probability, 0..1, that the model takes a guess behind a parent that it took, at `depth` from the root (1 for a child of it). */
export type ChanceOf = (guess: Guess, depth: number) => number;
