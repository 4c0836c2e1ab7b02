import { RemainingLaw } from "../../../src/core/draft/remainingLaw";
import { happens } from "../../../src/core/sample/coins";
import type { NodeRule } from "../../../src/core/verify/nodeRule";
import { Residual } from "../../../src/core/verify/residual";

/**
 * A known-wrong rule: when every draw was refused it draws afresh from the model's law instead of what is left of it, so tokens of
 * which the draft gives too much come out too often. The tests must notice it.
 */
export const freshDraw: NodeRule = {
  name: "fresh-draw",
  choose(target, { law, tokens }, coins) {
    const drafted = new RemainingLaw(law);
    for (const token of tokens) {
      const ratio = (target[token] ?? 0) / drafted.probabilityOf(token);
      if (happens(coins, ratio)) return token;
    }
    return coins.draw(target);
  },
};

/**
 * A known-wrong rule: it weighs every draw as if it were the only one, and only the last takes its part away, so a token that may
 * be drawn twice is accepted twice. The tests must notice it.
 */
export const eachAlone: NodeRule = {
  name: "each-alone",
  choose(target, { law, tokens }, coins) {
    const drafted = new RemainingLaw(law);
    const residual = new Residual(target);
    for (const token of tokens) {
      if (happens(coins, residual.massOf(token) / drafted.probabilityOf(token))) return token;
    }
    return residual.subtract(drafted) > 0 ? residual.draw(coins) : (tokens[0] ?? 0);
  },
};
