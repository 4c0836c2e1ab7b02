/** How often a token was drafted behind one that the model took, and how often the model took it too. */
export interface HitCount {
  numDrafted: number;
  numTaken: number;
}

/** Passes of which about the same number of accepted tokens was expected. */
export interface ExpectationBin {
  numPasses: number;
  /** Sum over them of the estimated probabilities of their drafted tokens. */
  expected: number;
  /** Sum over them of the drafted tokens that were accepted. */
  achieved: number;
}

/** What became of a strategy's drafts, as far as its stats do not say it. */
export interface DraftFigures {
  /** Sum over the passes of the depths of their deepest nodes. */
  readonly numLevels: number;
  /** By drafter, `[i]` for its guess of rank i behind a token. A token that several guessed counts for each of them. */
  readonly byRank: Readonly<Record<string, readonly HitCount[]>>;
  /** `[i]`: passes of which from i / 2 to (i + 1) / 2 accepted tokens were expected. */
  readonly byExpectation: readonly ExpectationBin[];
}

/** Share of a drafter's tokens that were taken where the model asked for them; `undefined` where it drafted none. */
export function hitRate({ numDrafted, numTaken }: HitCount): number | undefined {
  return numDrafted === 0 ? undefined : numTaken / numDrafted;
}
