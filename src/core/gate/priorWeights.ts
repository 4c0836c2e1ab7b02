import { gateFeatureNames } from "./gateFeatures";

/** Of features that are not named: what only a user's own answers can tell. */
const known: Readonly<Record<string, number>> = {
  one: 1,
  meanLogProbability: 1.5,
  leastLogProbability: 0.5,
  firstEntropy: -0.3,
};

/** The weights of a gate that knows no user, in the order of `gateFeatureNames`. */
export const priorWeights: readonly number[] = gateFeatureNames.map((name) => known[name] ?? 0);
