import { at } from "../at";
import { RemainingLaw } from "../draft/remainingLaw";
import type { NodeDraws } from "../draft/sampledDrafts";
import { happens, type Coins } from "../sample/coins";
import { likeliest, type TokenLaw } from "../sample/tokenLaw";
import type { NodeRule } from "./nodeRule";
import { Residual } from "./residual";

/**
 * For drafts of the likeliest tokens and one that is drawn from the others, with law q'. The drawn one is accepted with
 * min(1, p / q'); if it is not, the token is drawn from p on the chosen ones and max(p - q', 0) elsewhere, so a chosen one is
 * accepted whenever the model's own draw is it. No rule accepts more of such drafts.
 *
 * Source: Hu et al. 2025, arXiv:2502.18779, section 5.
 */
export class GreedyDraft implements NodeRule {
  readonly name = "greedy-draft";

  choose(target: Float64Array, { law, tokens, numChosen }: NodeDraws, coins: Coins): number {
    const residual = new Residual(target);
    const [drawn] = tokens.slice(numChosen);
    if (drawn === undefined) return residual.draw(coins);
    const others = new RemainingLaw(law);
    for (const token of tokens.slice(0, numChosen)) others.remove(token);
    if (happens(coins, residual.massOf(drawn) / others.probabilityOf(drawn))) return drawn;
    // If nothing is left, that it was refused is rounding.
    return residual.subtract(others) > 0 ? residual.draw(coins) : drawn;
  }
}

/** The probability that one of `numDraws` such drafts is accepted: that of the chosen ones, and what p and q' share of the others. */
export function greedyDraftAcceptance(
  target: Float64Array,
  law: TokenLaw,
  numDraws: number,
): number {
  const others = new RemainingLaw(law);
  let sum = 0;
  for (const token of likeliest(law, numDraws - 1)) {
    others.remove(token);
    sum += at(target, token);
  }
  for (const [i, token] of law.ids.entries()) {
    sum += Math.min(others.probabilityAt(i), at(target, token));
  }
  return sum;
}
