import { at } from "../at";
import { editSimilarity } from "./editSimilarity";

/** A text to choose among. */
export interface Candidate {
  readonly suggestion: string;
  /**
   * Mean log probability, in nats, of the tokens that were drawn, the one that ended the text included, at the temperature
   * of the draw.
   */
  readonly meanLogProbability: number;
}

/**
 * Puts candidates in the order in which they are offered: by falling sum of two shares, the mean edit similarity to all other
 * texts (`first` among them) and the geometric mean of the token probabilities, exp(mean log probability). So what
 * the model agrees on with itself comes before what it wrote once, and what it wrote with confidence before what it guessed.
 * Equal sums keep their order.
 *
 * @param first the text that is offered first in any case; it takes part in the comparison
 * Source: Khairi et al. 2025, arXiv:2506.20544, for a greedy text among the samples and for choosing by agreement; the second
 * share and the sum are ours.
 */
export function orderCandidates<One extends Candidate>(
  first: string,
  others: readonly One[],
): readonly One[] {
  const texts = [first, ...others.map(({ suggestion }) => suggestion)];
  const scores = others.map(({ suggestion, meanLogProbability }, i) => {
    const similarities = texts.map((other, j) =>
      j === i + 1 ? 0 : editSimilarity(suggestion, other),
    );
    const mean = similarities.reduce((a, b) => a + b, 0) / (texts.length - 1);
    return mean + Math.exp(meanLogProbability);
  });
  return Array.from(others.keys())
    .sort((a, b) => at(scores, b) - at(scores, a) || a - b)
    .flatMap((index) => others.slice(index, index + 1));
}
