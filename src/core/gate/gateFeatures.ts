import { at } from "../at";
import { clamp } from "../clamp";
import { fnv1a } from "../fnv1a";
import type { Confidence } from "./confidence";

/** What else bears on whether a suggestion is wanted. What is left out is not known. */
export interface GateSituation {
  /** Whether the suggestion before it was taken, with nothing typed since. */
  readonly isAfterAccept?: boolean;
  /** Milliseconds between the last two keys. */
  readonly typingGapMs?: number;
  /** As the editor names it. */
  readonly languageId?: string;
}

/** Languages are told apart by so many buckets: one that nobody thought of has a place too. */
const numLanguages = 8;

/** Names of the features, in their order. */
export const gateFeatureNames: readonly string[] = [
  "one",
  "meanLogProbability",
  "leastLogProbability",
  "textLogProbability",
  "firstEntropy",
  "greatestEntropy",
  "draftedShare",
  "logNumTokens",
  "isAfterAccept",
  "typingPause",
  ...Array.from({ length: numLanguages }, (_, bucket) => `language${String(bucket)}`),
];

/** The features of a suggestion, `gateFeatureNames.length` numbers between -4 and 4: none can outweigh all others. */
export function gateFeatures(confidence: Confidence, situation: GateSituation): readonly number[] {
  const { isAfterAccept = false, typingGapMs = 0, languageId } = situation;
  const language = languageId === undefined ? -1 : fnv1a(languageId) % numLanguages;
  return [
    1,
    clamp(confidence.meanLogProbability, -4, 0),
    clamp(confidence.leastLogProbability / 2, -4, 0),
    clamp((confidence.meanLogProbability * confidence.numTokens) / 4, -4, 0),
    clamp(confidence.firstEntropy, 0, 4),
    clamp(confidence.greatestEntropy, 0, 4),
    clamp(confidence.draftedShare, 0, 1),
    clamp(Math.log(Math.max(1, confidence.numTokens)), 0, 4),
    isAfterAccept ? 1 : 0,
    clamp(Math.log1p(Math.max(0, typingGapMs) / 1000), 0, 4),
    ...Array.from({ length: numLanguages }, (_, bucket) => (bucket === language ? 1 : 0)),
  ];
}

/** The sum of the features, each by its weight. */
export function weighed(features: readonly number[], weights: readonly number[]): number {
  return features.reduce((sum, feature, i) => sum + feature * at(weights, i), 0);
}
