import { noneAdmitted, type Admits, type TokenOrder } from "./tokenOrder";

/** An admitted token, and an unbiased estimate of the mass that the constraint leaves. */
export interface WeightedPick {
  readonly token: number;
  /** Log of the weight w: E[w] is the admitted mass, and E[w; token is x] = p(x) for each admitted x. */
  readonly logWeight: number;
}

/**
 * `firstAdmitted`, with the weight that makes it properly weighted for the unnormalised p(x) [x is admitted]. One token more is
 * visited than for the pick alone.
 *
 * Of the tokens visited so far R has gone; Q = p(x) / (1 - R) is the chance of the next one. Each refusal multiplies the weight
 * by 1 - Q. Behind the admitted token one more is probed: the weight stays if that is admitted too, or there is none, and
 * is multiplied by the admitted token's Q otherwise.
 *
 * @param order tokens in an order of drawing without replacement
 * @param logZ log of the summed weight of all tokens
 * @throws ForetypeError("invariant") if no token is admitted
 * Source: the recursive estimator of Lipkin et al. 2025, arXiv:2504.05410.
 */
export async function weighedAdmitted(
  order: TokenOrder,
  admits: Admits,
  logZ: number,
): Promise<WeightedPick> {
  let logWeight = 0;
  let gone = 0;
  let picked: { readonly token: number; readonly chance: number } | undefined;
  for await (const stretch of order) {
    for (const { token, score } of stretch) {
      const hasMass = score > Number.NEGATIVE_INFINITY;
      if (picked !== undefined) {
        if (hasMass && !admits(token)) logWeight += Math.log(picked.chance);
        return { token: picked.token, logWeight };
      }
      const probability = Math.exp(score - logZ);
      const chance = Math.min(1, probability / (1 - gone));
      if (admits(token)) {
        if (!hasMass) return { token, logWeight: Number.NEGATIVE_INFINITY };
        picked = { token, chance };
      } else if (hasMass) {
        logWeight += Math.log1p(-chance);
        gone += probability;
      }
    }
  }
  return picked === undefined ? noneAdmitted() : { token: picked.token, logWeight };
}
