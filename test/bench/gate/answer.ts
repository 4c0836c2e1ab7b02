/** What was believed of a text, and what came of it. */
export interface Answer {
  /** The greater, the surer. */
  readonly score: number;
  readonly isWanted: boolean;
}

/** What comes of showing only texts of at least some score. */
export interface ThresholdRate {
  readonly threshold: number;
  /** Share of all texts that are shown. */
  readonly shown: number;
  /** Share of the shown ones that are wanted; `undefined` if none is shown. */
  readonly precision: number | undefined;
  /** Share of the wanted ones that are shown; `undefined` if none is wanted. */
  readonly recall: number | undefined;
}

export function thresholdRate(answers: readonly Answer[], threshold: number): ThresholdRate {
  const shown = answers.filter(({ score }) => score >= threshold);
  const numShownWanted = shown.filter(({ isWanted }) => isWanted).length;
  const numWanted = answers.filter(({ isWanted }) => isWanted).length;
  return {
    threshold,
    shown: shown.length / answers.length,
    precision: shown.length === 0 ? undefined : numShownWanted / shown.length,
    recall: numWanted === 0 ? undefined : numShownWanted / numWanted,
  };
}

/**
 * The probability that a wanted text has a greater score than one that is not, ties counted half: the area under the ROC curve.
 * `undefined` where there are not both.
 */
export function ranking(answers: readonly Answer[]): number | undefined {
  const wanted = answers.filter(({ isWanted }) => isWanted);
  const unwanted = answers.filter(({ isWanted }) => !isWanted);
  if (wanted.length === 0 || unwanted.length === 0) return undefined;
  let wins = 0;
  for (const { score } of wanted) {
    for (const other of unwanted) {
      wins += score > other.score ? 1 : score === other.score ? 0.5 : 0;
    }
  }
  return wins / (wanted.length * unwanted.length);
}
