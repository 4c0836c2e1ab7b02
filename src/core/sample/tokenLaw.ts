import { at } from "../at";
import type { StepOutput } from "../model/languageModel";
import type { Coins } from "./coins";

/** A distribution over a few tokens. */
export interface TokenLaw {
  /** [n], n >= 1, each token once. */
  readonly ids: Int32Array;
  /** [n] probabilities of `ids`; they sum to 1. */
  readonly probabilities: Float64Array;
}

/** What a picker draws from, for those who draw from it in another way: a drafter that draws, a verifier that weighs draws. */
export interface PickerLaws {
  /**
   * The distribution [V] of the token after a node, temperature, penalty and rules included, where every token is admitted. The
   * array belongs to the caller. Needs the node's whole row, unless the rules keep few tokens.
   */
  whole(output: StepOutput, node: number): Promise<Float64Array>;
  /** That distribution as far as the row names its tokens, or all that the rules keep, normalised: what a draft is drawn from. */
  top(output: StepOutput, node: number): Promise<TokenLaw>;
  /** Coins of the request's seed that nobody else tosses: see `DRAFT_STREAM` and `VERIFY_STREAM`. */
  coins(stream: number, place: number): Coins;
}

/** The so-many likeliest tokens that are possible, likeliest first, ties to the lowest id. */
export function likeliest({ ids, probabilities }: TokenLaw, num: number): readonly number[] {
  return Array.from(ids.keys())
    .filter((i) => at(probabilities, i) > 0)
    .sort((a, b) => at(probabilities, b) - at(probabilities, a) || at(ids, a) - at(ids, b))
    .slice(0, num)
    .map((i) => at(ids, i));
}
