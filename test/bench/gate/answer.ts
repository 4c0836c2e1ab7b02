import { at } from "../../../src/core/at";

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

/** Features of a text, and what came of it. */
export interface Example {
  readonly features: readonly number[];
  readonly isWanted: boolean;
}

const numRounds = 4000;
const rate = 0.2;

/**
 * Weights of the logistic model that fits the examples best, a square of their size away from 0: plain gradient descent, which takes
 * its time and has no other settings.
 *
 * @param penalty of a weight's square; the first feature's weight is free
 */
export function fitWeights(examples: readonly Example[], penalty: number): readonly number[] {
  let weights = (examples[0]?.features ?? []).map(() => 0);
  for (let round = 0; round < numRounds; round++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : -penalty * weight));
    for (const { features, isWanted } of examples) {
      const sum = features.reduce((all, feature, i) => all + feature * at(weights, i), 0);
      const surprise = (isWanted ? 1 : 0) - 1 / (1 + Math.exp(-sum));
      for (const [i, feature] of features.entries()) {
        gradient[i] = at(gradient, i) + (surprise * feature) / examples.length;
      }
    }
    weights = weights.map((weight, i) => weight + rate * at(gradient, i));
  }
  return weights;
}
