import type { Constraint } from "../constrain/constraint";
import type { StepOutput } from "../model/languageModel";
import type { PickerLaws } from "./tokenLaw";

/**
 * Chooses the token after one node. A pure function of the node's row, its position and the constraint's state, which is
 * why drafting cannot change what is chosen.
 */
export interface TokenPicker {
  /** Whether picks need the whole row so often that passes had better bring it; false if left out. */
  readonly wantsLogits?: boolean;
  /**
   * What picks are drawn from. Left out where nothing is drawn, and with a watermark: what is drawn in another way would not bear it.
   */
  readonly laws?: PickerLaws | undefined;
  pick<State>(
    output: StepOutput,
    node: number,
    constraint: Constraint<State>,
    state: State,
  ): Promise<number>;
}
