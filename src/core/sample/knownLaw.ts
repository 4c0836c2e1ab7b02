import { at } from "../at";
import type { StepOutput, TargetRow } from "../model/languageModel";
import { entropyOf, logSumExp } from "./logSumExp";
import { rankKnown, type Interval } from "./rankedRow";
import type { ScoredRow } from "./scoredRow";
import { settledTokens, type TruncationRule } from "./truncation";

/** What is known, without another pass, of the distribution that a token is chosen from. In nats. */
export interface KnownLaw {
  /** [n] the most probable tokens, most probable first; tokens that are none of them are no more probable than the last. */
  readonly ids: Int32Array;
  /** [n] unnormalised log probabilities of `ids`. */
  readonly scores: ArrayLike<number>;
  /** Of any other token, at most; -Infinity where no other is possible. */
  readonly bound: number;
  /** Log of the sum of exp(score) over all tokens. */
  readonly logZ: number;
  readonly entropy: number;
  /** Whether the entropy is only known to be at least that. */
  readonly isEntropyBound: boolean;
}

/** Wider intervals do not count as knowledge: a hundredth of a nat is a hundredth of a probability. */
const tolerance = 0.01;

/** What the picker's law at a node is, as far as that is known; else that of the model's own row. */
export function knownLawOf(
  picker: { known?(output: StepOutput, node: number): KnownLaw | undefined },
  output: StepOutput,
  node: number,
): KnownLaw {
  return picker.known?.(output, node) ?? lawOfRow(output.row(node));
}

/** The model's own distribution, at temperature 1. */
function lawOfRow({ ids, logits, logSumExp: logZ, entropy }: TargetRow): KnownLaw {
  const bound = at(logits, logits.length - 1);
  // A sum in float32 may fall a little below nothing.
  return { ids, scores: logits, bound, logZ, entropy: Math.max(0, entropy), isEntropyBound: false };
}

/** softmax(scores), cut off by the rules; `undefined` where that would take the whole row. */
export function knownLaw(row: ScoredRow, rules: readonly TruncationRule[]): KnownLaw | undefined {
  if (rules.length > 0) {
    const kept = settledTokens(row, rules);
    if (kept === undefined) return undefined;
    const logZ = logSumExp(kept.scores);
    const entropy = entropyOf(kept.scores, logZ);
    return { ...kept, bound: Number.NEGATIVE_INFINITY, logZ, entropy, isEntropyBound: false };
  }
  const { ids, scores, bound } = row;
  const { logZ, entropy } = rankKnown(row);
  if (widthOf(logZ) > tolerance) return undefined;
  return {
    ...{ ids, scores, bound },
    logZ: (logZ.low + logZ.high) / 2,
    entropy: Math.max(0, entropy.low),
    isEntropyBound: widthOf(entropy) > tolerance,
  };
}

function widthOf({ low, high }: Interval): number {
  return high - low;
}
