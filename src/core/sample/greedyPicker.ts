import { at } from "../at";
import type { Constraint } from "../constrain/constraint";
import type { StepOutput } from "../model/languageModel";
import { likeliestOrder } from "./likeliestOrder";
import { recentTokens, type Repetition } from "./repetition";
import { ScoredRow } from "./scoredRow";
import { admitsIn, firstAdmitted } from "./tokenOrder";
import type { TokenPicker } from "./tokenPicker";

/**
 * Picks the most probable admitted token, ties to the lowest id. The top K come first in that very order, so the whole row is
 * fetched only when the constraint admits none of them, or a penalty has moved them below what may stand outside.
 */
export class GreedyPicker implements TokenPicker {
  readonly #repetition: Repetition | undefined;

  /** @param repetition no penalty if left out */
  constructor(repetition?: Repetition) {
    this.#repetition = repetition;
  }

  async pick<State>(
    output: StepOutput,
    node: number,
    constraint: Constraint<State>,
    state: State,
  ): Promise<number> {
    const isFree = constraint.isFree(state);
    if (isFree && this.#repetition === undefined) return at(output.row(node).ids, 0);
    const row = new ScoredRow(output, node, {
      temperature: 1,
      penalty: this.#repetition?.penalty ?? 1,
      recent: recentTokens(this.#repetition, output.tree, node),
      vocabSize: Number.POSITIVE_INFINITY,
    });
    const admits = isFree ? () => true : admitsIn(constraint, state);
    return firstAdmitted(likeliestOrder(row), admits);
  }
}

/** Without a penalty there is nothing to hold, so one picker serves all. */
export const greedyPicker = new GreedyPicker();
