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

/** What became of a strategy's drafts. */
export interface DraftFigures {
  /** `passesOfSize[n]`: passes of n nodes, the root included. */
  readonly passesOfSize: readonly number[];
  /** Sum over the passes of their drafts' deepest node's depth. */
  readonly numLevels: number;
  /** By drafter, `[i]` for tokens at depth i + 1. A token that several drafters guessed counts for each of them. */
  readonly byDepth: Readonly<Record<string, readonly HitCount[]>>;
  /** By drafter, `[i]` for its guess of rank i behind a token. */
  readonly byRank: Readonly<Record<string, readonly HitCount[]>>;
  /** `[i]`: passes of which from i / 2 to (i + 1) / 2 accepted tokens were expected. */
  readonly byExpectation: readonly ExpectationBin[];
}

/** The number of nodes that most passes had; `undefined` where there was no pass. */
export function commonSize({ passesOfSize }: DraftFigures): number | undefined {
  const most = Math.max(0, ...passesOfSize);
  return most === 0 ? undefined : passesOfSize.indexOf(most);
}

/** Share of a drafter's tokens that were taken where the model asked for them; `undefined` where it drafted none. */
export function hitRate(count: HitCount | undefined): number | undefined {
  return count === undefined || count.numDrafted === 0
    ? undefined
    : count.numTaken / count.numDrafted;
}

/** Accepted tokens of a pass, as estimated before it and as it was, means over all passes; `undefined` where there was none. */
export function meanExpectation({
  byExpectation,
}: DraftFigures): { readonly expected: number; readonly achieved: number } | undefined {
  const sum = { numPasses: 0, expected: 0, achieved: 0 };
  for (const bin of byExpectation) {
    sum.numPasses += bin.numPasses;
    sum.expected += bin.expected;
    sum.achieved += bin.achieved;
  }
  if (sum.numPasses === 0) return undefined;
  return { expected: sum.expected / sum.numPasses, achieved: sum.achieved / sum.numPasses };
}
