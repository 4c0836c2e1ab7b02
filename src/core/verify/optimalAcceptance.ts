import { at } from "../at";
import type { TokenLaw } from "../sample/tokenLaw";

/** So many draws from one law, each from the whole of it or from what the ones before have left. */
export interface DrawsFromLaw {
  readonly law: TokenLaw;
  readonly numDraws: number;
  readonly isDistinct: boolean;
}

/**
 * The most that any lossless rule can accept of such draws: 1 + min over sets H of tokens of p(H) - Q(H), where p is the model's law and
 * Q(H) the probability that all draws are in H. This is the dual of the transport problem between p and the draws. The set that
 * attains it is one of the tokens of least p/q, so a scan of as many sets as there are tokens finds it.
 *
 * Worked example: p = (.5, .5), q = (1, 0), one draw: H = {0} gives 1 + .5 - 1 = .5, for the draw is right half of the time at most.
 * Source: Hu et al. 2025, arXiv:2502.18779.
 *
 * @param target [V] the model's law
 */
export function optimalAcceptance(target: Float64Array, draws: DrawsFromLaw): number {
  const { ids, probabilities } = draws.law;
  const order = Array.from(ids.keys())
    .filter((i) => at(probabilities, i) > 0)
    .sort((a, b) => ratio(a) - ratio(b));
  function ratio(i: number): number {
    return at(target, at(ids, i)) / at(probabilities, i);
  }
  const sorted = Float64Array.from(order, (i) => at(probabilities, i));
  const allIn = draws.isDistinct ? allDistinctIn : allIndependentIn;
  let least = 0;
  let mass = 0;
  for (const [rank, i] of order.entries()) {
    mass += at(target, at(ids, i));
    least = Math.min(least, mass - allIn(sorted, rank + 1, draws.numDraws));
  }
  return 1 + least;
}

/** The probability that all of `numDraws` independent draws are among the first `size` tokens. */
function allIndependentIn(probabilities: Float64Array, size: number, numDraws: number): number {
  if (size === probabilities.length) return 1;
  return sumOf(probabilities.subarray(0, size)) ** numDraws;
}

/** Steps of the quadrature, and how far it goes: the ends weigh less than a double shows. */
const stepLength = 1 / 32;
const numSteps = 128;

/**
 * That probability without replacement. Drawing so is the order in which independent exponential clocks of rates q ring: all are in H if
 * `numDraws` of H's ring before the first of the others, whose rate is r = 1 - q(H). Given that this one rings at the time t,
 * with u = exp(-r t) uniform, a clock of H has rung with 1 - u^(q/r). So Q(H) is the integral over u of the probability that
 * enough have, a sum of independent coins. The double exponential substitution u = 1 / (1 + exp(-pi sinh x)) makes it
 * exact to the last digits with few steps, also where r is tiny.
 * Source for the rule: Takahasi and Mori 1974.
 */
function allDistinctIn(probabilities: Float64Array, size: number, numDraws: number): number {
  const wanted = Math.min(numDraws, probabilities.length);
  if (size === probabilities.length) return 1;
  if (size < wanted) return 0;
  const inside = probabilities.subarray(0, size);
  const rest = sumOf(probabilities.subarray(size));
  let sum = 0;
  for (let step = -numSteps; step <= numSteps; step++) {
    const x = step * stepLength;
    const s = Math.PI * Math.sinh(x);
    const logU = -Math.log1p(Math.exp(-s));
    const weight = (Math.PI * Math.cosh(x) * Math.exp(logU)) / (1 + Math.exp(s));
    if (weight > 0) sum += weight * atLeast(wanted, inside, logU / rest);
  }
  return Math.min(1, sum * stepLength);
}

/** The probability that at least `wanted` of independent coins of 1 - exp(q minusTime) come up. */
function atLeast(wanted: number, rates: Float64Array, minusTime: number): number {
  // [wanted] the probability that exactly so many have come up.
  const exactly = new Float64Array(wanted);
  exactly[0] = 1;
  let reached = 0;
  for (const rate of rates) {
    const hit = -Math.expm1(rate * minusTime);
    reached += at(exactly, wanted - 1) * hit;
    for (let num = wanted - 1; num > 0; num--) {
      exactly[num] = at(exactly, num) * (1 - hit) + at(exactly, num - 1) * hit;
    }
    exactly[0] = at(exactly, 0) * (1 - hit);
  }
  return reached;
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
