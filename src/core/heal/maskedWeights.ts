import { at } from "../at";
import { logSumExp } from "../sample/logSumExp";
import type { TokenIndex } from "../tokens/tokenIndex";
import type { CoverTree } from "./coverTree";
import type { CoverWeights } from "./coverWeights";

/**
 * What covers weigh for a decoder that masks instead of weighing: it chooses token by token, and as long as the held bytes
 * are not spelt only among tokens that go on with them. So each of its choices weighs what it weighs for the model, divided
 * by what all tokens that the mask admits weigh there. That the divisors differ from place to place is why masking is not the
 * model's own law given the held bytes.
 *
 * Worked example: `ab` is held, and the model gives `a` 0.5, `ab` 0.1, and `bc` 0.01 behind `a`, where no other token begins
 * with `b`. The cover `ab` weighs 0.1 for the model and 0.1 / 0.6 under the mask; `a` `bc` weighs 0.005, and 0.5 / 0.6 * 1.
 *
 * @param covers of the held bytes and what comes behind them
 */
export function maskedWeights(
  { logPath, logWeight }: CoverWeights,
  covers: CoverTree,
  mask: { readonly numHeldBytes: number; readonly index: TokenIndex },
): CoverWeights {
  /** Sum of the log divisors of the choices that lead to a node, and of the choice at it. */
  const logDivisors = new Float64Array(covers.size);
  for (let node = 0; node < covers.size; node++) {
    const parent = covers.parentOf(node);
    const above = parent < 0 ? 0 : at(logDivisors, parent);
    logDivisors[node] = above + logDivisorAt(node);
  }

  function logDivisorAt(node: number): number {
    const numBehind = covers.held.length - mask.numHeldBytes;
    const rest = covers.restOf(node);
    const heldRest = rest.subarray(0, Math.max(0, rest.length - numBehind));
    const onPath = at(logPath, node);
    // Behind the held bytes nothing is masked, and what cannot be reached is not chosen from.
    if (heldRest.length === 0 || onPath === Number.NEGATIVE_INFINITY) return 0;
    const admitted = admittedTokens(heldRest, mask.index);
    return logSumExp(Float64Array.from(admitted, (token) => logWeight(node, token) - onPath));
  }

  /** What has no weight for the model has none under a mask, whatever the divisor. */
  const divided = (log: number, divisor: number): number =>
    log === Number.NEGATIVE_INFINITY ? log : log - divisor;
  return {
    logPath: logPath.map((log, node) => {
      const parent = covers.parentOf(node);
      return divided(log, parent < 0 ? 0 : at(logDivisors, parent));
    }),
    logWeight: (node, token) => divided(logWeight(node, token), at(logDivisors, node)),
  };
}

/** Tokens that begin with `rest`, or that `rest` begins with. */
function admittedTokens(rest: Uint8Array, index: TokenIndex): number[] {
  const admitted = Array.from(index.withPrefix(rest));
  for (let length = 1; length < rest.length; length++) {
    admitted.push(...index.spelling(rest.subarray(0, length)));
  }
  return admitted;
}
