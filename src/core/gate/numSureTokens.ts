import { at } from "../at";
import type { KnownLaw } from "../sample/knownLaw";
import { logProbabilityOf } from "../trace/choice";

/** A text that ends sooner is of little use; whether such a text is shown at all is for the gate to say. */
const numFreeTokens = 3;

/**
 * How many of a step's tokens come before the first of which the model is too unsure, so that a long text ends where the model no
 * longer knows. The first `numFreeTokens` tokens of a text count as sure.
 *
 * It looks at each token's own row and not at the draft: drafting does not change where a text ends.
 *
 * @param rule `stopBelow`: the least probability, 0 for any; `numTokens`: how many tokens the text has before this step; `laws`: what is
 * known of the distribution that each token was chosen from, not looked at where any probability will do
 */
export function numSureTokens(
  emitted: Int32Array,
  rule: {
    readonly stopBelow: number;
    readonly numTokens: number;
    readonly laws: readonly KnownLaw[];
  },
): number {
  if (rule.stopBelow === 0) return emitted.length;
  const least = Math.log(rule.stopBelow);
  const isUnsure = (law: KnownLaw, i: number): boolean =>
    i + rule.numTokens >= numFreeTokens && logProbabilityOf(law, at(emitted, i)) < least;
  const first = rule.laws.findIndex(isUnsure);
  return first < 0 ? emitted.length : first;
}
