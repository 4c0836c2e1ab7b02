import { at } from "../at";
import type { NodeDraws } from "../draft/sampledDrafts";
import { happens, type Coins } from "../sample/coins";
import type { TokenLaw } from "../sample/tokenLaw";
import type { NodeRule } from "./nodeRule";

/** Halvings of an interval shorter than a draft: down to the last digit of a double. */
const numHalvings = 60;

/**
 * K-SEQ: each of k independent draws is accepted with min(1, p / (rho q)); if none is, the token is drawn from
 * p - min(q, p / rho) (1 - (1 - beta)^k) / beta, where beta is the probability that one draw is accepted. With the least rho for which
 * that is not negative it accepts at least 1 - 1/e of what the best rule could (`optimalAcceptance`).
 *
 * How many draws there are is settled before the first of them: rho depends on it.
 *
 * Source: Sun et al. 2023, arXiv:2310.15141.
 */
export class KSeq implements NodeRule {
  readonly name = "k-seq";

  choose(target: Float64Array, { law, tokens }: NodeDraws, coins: Coins): number {
    const numDraws = tokens.length;
    const rho = kSeqRho(target, law, numDraws);
    for (const token of tokens) {
      const drafted = rho * at(law.probabilities, law.ids.indexOf(token));
      if (happens(coins, at(target, token) / drafted)) return token;
    }
    const beta = acceptanceOf(target, law, rho);
    // Each draw's share of what was given out; where none can be accepted, nothing was.
    const factor = beta > 0 ? (1 - (1 - beta) ** numDraws) / beta : 0;
    let left = 0;
    for (const [i, token] of law.ids.entries()) {
      const given = Math.min(at(law.probabilities, i), at(target, token) / rho) * factor;
      target[token] = Math.max(0, at(target, token) - given);
    }
    for (const mass of target) left += mass;
    // Nothing is left: that all were refused is rounding.
    return left > 0 ? coins.draw(target) : at(tokens, 0);
  }
}

/** The root of 1 - (1 - beta(rho))^k = rho beta(rho) between 1 and k, from above: any larger rho is right too, a smaller one is not. */
function kSeqRho(target: Float64Array, law: TokenLaw, numDraws: number): number {
  let low = 1;
  let high = numDraws;
  for (let i = 0; i < numHalvings && low < high; i++) {
    const rho = (low + high) / 2;
    const beta = acceptanceOf(target, law, rho);
    if (1 - (1 - beta) ** numDraws > rho * beta) low = rho;
    else high = rho;
  }
  return high;
}

/** beta(rho): the probability that a single draw is accepted. */
function acceptanceOf(target: Float64Array, { ids, probabilities }: TokenLaw, rho: number): number {
  let beta = 0;
  for (const [i, token] of ids.entries()) {
    beta += Math.min(at(probabilities, i), at(target, token) / rho);
  }
  return beta;
}
