import type { Constraint } from "../constrain/constraint";

/**
 * The admitted token with the largest score, ties to the lowest id. Asks the constraint only about tokens that would
 * beat the best one found so far, so the answer is that of masking the whole row, for fewer questions.
 *
 * @param numTokens scores exist for the tokens from 0 up to this, exclusive
 * @param mask what admits tokens; nothing is asked if it is left out
 * @returns -1 if no token is both admitted and possible (a score above -Infinity)
 * Source: the masked argmax that the lazy order of Lipkin et al. 2025, arXiv:2504.05410, arrives at.
 */
export function argmaxAdmitted<State>(
  numTokens: number,
  scoreOf: (token: number) => number,
  mask?: { readonly constraint: Constraint<State>; readonly state: State },
): number {
  let best = -1;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let token = 0; token < numTokens; token++) {
    const score = scoreOf(token);
    if (score > bestScore && (mask?.constraint.admits(mask.state, token) ?? true)) {
      best = token;
      bestScore = score;
    }
  }
  return best;
}
