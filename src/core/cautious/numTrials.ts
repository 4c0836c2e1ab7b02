/** When decoding is cautious, and how much it then tries out. */
export interface CautiousLimits {
  /** Most texts that are tried out at one token; 0 or 1 switches trials off. */
  readonly maxTrials: number;
  /** Entropy in nats up to which the model counts as certain. */
  readonly minEntropy: number;
  /** Entropy from which on `maxTrials` texts are tried out. */
  readonly maxEntropy: number;
}

/** Trials are off; the entropies are those of the paper. */
export const noTrials: CautiousLimits = { maxTrials: 0, minEntropy: 0.01, maxEntropy: 1.5 };

/**
 * How many texts to try out at a token whose distribution has this entropy: the share of `maxTrials` that the entropy has of
 * the way from `minEntropy` to `maxEntropy`, rounded down; 1 means to draw the token and go on.
 *
 * This is the formula that the paper prints. The released code computes floor(1 + (maxTrials - 1) * share) instead, which
 * tries out more at low entropies: at 0.2 nats, with 10 trials, it makes 2 where the formula makes 1.
 * Source: Wang et al. 2025, arXiv:2507.03038.
 */
export function numTrialsAt(entropy: number, limits: CautiousLimits): number {
  const { maxTrials, minEntropy, maxEntropy } = limits;
  if (entropy <= minEntropy) return 1;
  const share = entropy >= maxEntropy ? 1 : (entropy - minEntropy) / (maxEntropy - minEntropy);
  return Math.max(1, Math.floor(share * maxTrials));
}
