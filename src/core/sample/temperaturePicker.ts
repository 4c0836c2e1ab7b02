import { at } from "../at";
import type { Constraint } from "../constrain/constraint";
import { invariant } from "../errors";
import type { StepOutput } from "../model/languageModel";
import { gumbelOrder } from "./gumbelOrder";
import type { Coins } from "./coins";
import { knownLaw, type KnownLaw } from "./knownLaw";
import { logSumExp } from "./logSumExp";
import { weighedAdmitted } from "./massEstimate";
import type { Noise } from "./noise";
import { recentTokens, type Repetition } from "./repetition";
import { ScoredLaws } from "./scoredLaws";
import { ScoredRow } from "./scoredRow";
import { admitsIn, firstAdmitted, type TokenOrder } from "./tokenOrder";
import type { PickerLaws } from "./tokenLaw";
import type { TokenPicker } from "./tokenPicker";
import { truncatedOrder } from "./truncatedOrder";
import { keptTokens, type TruncationRule } from "./truncation";

/** What a temperature picker is made of. */
export interface TemperaturePickerParts {
  /** Above 0 and finite. */
  readonly temperature: number;
  readonly noise: Noise;
  readonly vocabSize: number;
  /** None if left out. */
  readonly rules?: readonly TruncationRule[];
  /** See `TokenPicker`. */
  readonly wantsLogits?: boolean;
  /** No penalty if left out. */
  readonly repetition?: Repetition;
  /**
   * Given, after each pick under a constraint, the log of an unbiased estimate of the probability that the constraint left.
   * The estimate asks about one token more. It may be -Infinity.
   */
  readonly onConstrained?: ((logWeight: number) => void) | undefined;
  /** Coins beside the noise; without them the picker does not tell its laws. */
  readonly coins?: ((stream: number, place: number) => Coins) | undefined;
}

/**
 * Draws from softmax(logits / T), after the penalty and cut off by the rules: tokens are visited by falling keys, and the first
 * that the constraint admits is picked. So a constrained and a free pick share one noise and one law.
 */
export class TemperaturePicker implements TokenPicker {
  readonly wantsLogits: boolean;
  readonly laws: PickerLaws | undefined;
  readonly #parts: TemperaturePickerParts;

  constructor(parts: TemperaturePickerParts) {
    invariant(
      parts.temperature > 0 && Number.isFinite(parts.temperature),
      "drawing needs a temperature above 0",
    );
    this.#parts = parts;
    this.wantsLogits = parts.wantsLogits ?? false;
    const { coins, rules = [], vocabSize } = parts;
    const rowOf = this.#rowOf.bind(this);
    this.laws = coins && new ScoredLaws({ rowOf, rules, vocabSize, coins });
  }

  async pick<State>(
    output: StepOutput,
    node: number,
    constraint: Constraint<State>,
    state: State,
  ): Promise<number> {
    const { noise, rules = [], onConstrained } = this.#parts;
    const row = this.#rowOf(output, node);
    const position = output.cachedLength + at(output.tree.depths, node) + 1;
    const gumbelOf = (token: number): number => noise.gumbel(position, token);
    const kept = rules.length > 0 ? await keptTokens(row, rules) : undefined;
    const order: TokenOrder =
      kept === undefined ? gumbelOrder(row, gumbelOf) : truncatedOrder(row, kept, gumbelOf);
    if (constraint.isFree(state)) return firstAdmitted(order, () => true);
    const admits = admitsIn(constraint, state);
    if (onConstrained === undefined) return firstAdmitted(order, admits);
    const logZ = kept === undefined ? await row.logNormaliser() : logSumExp(kept.scores);
    const { token, logWeight } = await weighedAdmitted(order, admits, logZ);
    onConstrained(logWeight);
    return token;
  }

  known(output: StepOutput, node: number): KnownLaw | undefined {
    return knownLaw(this.#rowOf(output, node), this.#parts.rules ?? []);
  }

  #rowOf(output: StepOutput, node: number): ScoredRow {
    const { temperature, vocabSize, repetition } = this.#parts;
    return new ScoredRow(output, node, {
      temperature,
      penalty: repetition?.penalty ?? 1,
      recent: recentTokens(repetition, output.tree, node),
      vocabSize,
    });
  }
}
