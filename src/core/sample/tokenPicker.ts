import type { Constraint } from "../constrain/constraint";
import type { StepOutput } from "../model/languageModel";

/**
 * Chooses the token after one node. A pure function of the node's row, its position and the constraint's state, which is
 * why drafting cannot change what is chosen.
 */
export interface TokenPicker {
  /** Whether picks need the whole row so often that passes had better bring it; false if left out. */
  readonly wantsLogits?: boolean;
  pick<State>(
    output: StepOutput,
    node: number,
    constraint: Constraint<State>,
    state: State,
  ): Promise<number>;
}
