import type { WeightedPick } from "../../../src/core/sample/massEstimate";
import type { Admits, TokenOrder } from "../../../src/core/sample/tokenOrder";

/**
 * A known-wrong estimator: it stops at the first admitted token and keeps the product of the refusals, without the probe behind
 * it. The weight is then too large wherever that token might have come late. The tests must notice it.
 */
export async function unprobedWeight(
  order: TokenOrder,
  admits: Admits,
  logZ: number,
): Promise<WeightedPick> {
  let weight = 1;
  let gone = 0;
  for await (const stretch of order) {
    for (const { token, score } of stretch) {
      if (admits(token)) return { token, logWeight: Math.log(weight) };
      const probability = Math.exp(score - logZ);
      weight *= 1 - probability / (1 - gone);
      gone += probability;
    }
  }
  throw new Error("no token is admitted");
}
