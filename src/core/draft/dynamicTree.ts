import type { DraftShape } from "./draftShape";

/**
 * Draws where a draw is likely to be accepted, taking the draft model's probabilities for the chances of that: a draw is worth the
 * probability of its node's path times what the draws beside it have left, and is made if that is `leastValue` at least. So a
 * certain draft grows into a long chain and an uncertain one into a short bush.
 *
 * Level by level, so that the draft model runs once for each level and not for each node.
 *
 * Worked example: with a least value of .2 and a law of (.7, .3), a draw of token 0 leaves .3, enough for a second; behind token 0
 * the draws are worth .7, behind token 1 .3.
 * Source: Xiong et al. 2024, arXiv:2410.11744, the variant with a threshold.
 */
export function dynamicTree(leastValue: number): DraftShape {
  return {
    drawing: "distinct",
    numDraws: ({ chance, left, numDrawn }) => (chance * left >= leastValue ? numDrawn + 1 : 0),
  };
}
