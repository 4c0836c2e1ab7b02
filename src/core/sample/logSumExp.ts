import { at } from "../at";

/** log(exp(a) + exp(b)), without overflow; either may be -Infinity. */
export function logAddExp(a: number, b: number): number {
  const larger = Math.max(a, b);
  if (larger === Number.NEGATIVE_INFINITY) return larger;
  return larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
}

/**
 * log(sum of exp(value / temperature)), without overflow; -Infinity if every value is, or there is none. Makes no copy: rows
 * are as long as the vocabulary.
 */
export function logSumExp(values: Float32Array | Float64Array, temperature = 1): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, at(values, i));
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp((at(values, i) - largest) / temperature);
  return largest / temperature + Math.log(sum);
}

/**
 * Entropy in nats of the distribution whose unnormalised log probabilities are given.
 *
 * @param logZ their log-sum-exp
 */
export function entropyOf(values: Float64Array, logZ: number): number {
  return values.reduce((sum, value) => {
    const logP = value - logZ;
    return logP === Number.NEGATIVE_INFINITY ? sum : sum - Math.exp(logP) * logP;
  }, 0);
}
