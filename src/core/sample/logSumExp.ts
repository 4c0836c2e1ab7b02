/** log(exp(a) + exp(b)), without overflow; either may be -Infinity. */
export function logAddExp(a: number, b: number): number {
  const larger = Math.max(a, b);
  if (larger === Number.NEGATIVE_INFINITY) return larger;
  return larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
}

/** log(sum of exp(value)), without overflow; -Infinity if every value is, or there is none. */
export function logSumExp(values: Float64Array): number {
  const largest = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
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
