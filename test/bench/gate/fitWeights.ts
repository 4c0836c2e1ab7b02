import { at } from "../../../src/core/at";

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
