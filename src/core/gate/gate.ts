import { at } from "../at";
import type { Confidence } from "./confidence";
import { gateFeatureNames, gateFeatures, weighed, type GateSituation } from "./gateFeatures";
import { priorWeights } from "./priorWeights";

/** What a gate has learnt, as plain numbers, to be stored. */
export interface GateState {
  readonly weights: readonly number[];
  /** How many suggestions were taken, and how many were not. */
  readonly numWanted: number;
  readonly numUnwanted: number;
}

/** How far one answer moves the weights. */
const learningRate = 0.03;

/** How far the weights go back to the prior with each answer, and with each text that is withheld. */
const decay = 0.0005;
const withheldDecay = 0.02;

/**
 * Says how probable it is that a suggestion is wanted: a logistic model of the model's own confidence and of the moment, learnt
 * answer by answer from what this user took and did not take. It begins as a prior that knows no user.
 *
 * What it has learnt fades where it is not confirmed. A gate that withholds a text learns nothing of it, so each withheld text makes it
 * fade sooner: a gate that has closed by mistake opens again by itself.
 *
 * Sources: Mozannar et al. 2024, arXiv:2306.04930, for withholding by what the user will do; the rule is stochastic gradient descent
 * on the logarithmic loss.
 */
export class Gate {
  #weights: number[];
  #numWanted: number;
  #numUnwanted: number;

  /** @param state of an earlier gate; one that does not fit, of another version perhaps, is passed over */
  constructor(state?: GateState) {
    const fits =
      state?.weights.length === gateFeatureNames.length && state.weights.every(Number.isFinite);
    this.#weights = [...(fits ? state.weights : priorWeights)];
    this.#numWanted = fits ? state.numWanted : 0;
    this.#numUnwanted = fits ? state.numUnwanted : 0;
  }

  /** What requests are sent with, see `GateOptions`. A copy. */
  get weights(): readonly number[] {
    return [...this.#weights];
  }

  /** Probability, 0..1, that a suggestion is wanted. */
  chanceOf(confidence: Confidence, situation: GateSituation = {}): number {
    return gateChance(this.#weights, confidence, situation);
  }

  /** Learns what became of a suggestion that was shown. */
  learn(confidence: Confidence, situation: GateSituation, wasWanted: boolean): void {
    const features = gateFeatures(confidence, situation);
    const surprise = (wasWanted ? 1 : 0) - logistic(weighed(features, this.#weights));
    this.#fade(decay);
    this.#weights = this.#weights.map(
      (weight, i) => weight + learningRate * surprise * at(features, i),
    );
    if (wasWanted) this.#numWanted += 1;
    else this.#numUnwanted += 1;
  }

  /** A text was not shown because of what this gate says. */
  withheld(): void {
    this.#fade(withheldDecay);
  }

  export(): GateState {
    return {
      weights: this.weights,
      numWanted: this.#numWanted,
      numUnwanted: this.#numUnwanted,
    };
  }

  /** Forgets everything that was learnt. */
  reset(): void {
    this.#weights = [...priorWeights];
    this.#numWanted = 0;
    this.#numUnwanted = 0;
  }

  #fade(share: number): void {
    this.#weights = this.#weights.map(
      (weight, i) => weight + share * (at(priorWeights, i) - weight),
    );
  }
}

/** What a gate with these weights says. */
export function gateChance(
  weights: readonly number[],
  confidence: Confidence,
  situation: GateSituation,
): number {
  return logistic(weighed(gateFeatures(confidence, situation), weights));
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
