import { RemainingLaw } from "../draft/remainingLaw";
import type { NodeDraws } from "../draft/sampledDrafts";
import { happens, type Coins } from "../sample/coins";
import type { NodeRule } from "./nodeRule";
import { Residual } from "./residual";

/**
 * Takes the draws in turn: each is accepted with the probability min(1, t/d), t what is left of the model's law and d the law that
 * it was drawn from. If it is refused, t becomes norm(max(t - d, 0)), and without replacement d loses the token. What is left after
 * the last is drawn from t.
 *
 * How many draws there are may depend on those before, and on anything else that was known when the next one was made.
 *
 * Worked example: the model says (.5, .3, .2), the draft (.2, .5, .3) and draws token 1. It is accepted with .6; if not, t is
 * (1, 0, 0), the only token of which the draft gives too little.
 * Sources: Chen et al. 2023, arXiv:2302.01318, for one draw; Miao et al. 2023, arXiv:2305.09781, for several; Jeon et al. 2024,
 * arXiv:2402.14160, without replacement.
 */
export class RecursiveRejection implements NodeRule {
  readonly name: string;
  readonly #isDistinct: boolean;

  /** @param options whether the drafter draws without replacement */
  constructor(options: { readonly isDistinct: boolean }) {
    this.#isDistinct = options.isDistinct;
    this.name = options.isDistinct ? "recursive-rejection-distinct" : "recursive-rejection";
  }

  choose(target: Float64Array, { law, tokens }: NodeDraws, coins: Coins): number {
    const residual = new Residual(target);
    const remaining = new RemainingLaw(law);
    for (const token of tokens) {
      if (happens(coins, residual.massOf(token) / remaining.probabilityOf(token))) return token;
      const left = residual.subtract(remaining);
      // Nothing is left: that it was refused is rounding.
      if (left <= 0) return token;
      residual.rescale(1 / left);
      if (this.#isDistinct) remaining.remove(token);
    }
    return residual.draw(coins);
  }
}
