import type { Constraint } from "../constrain/constraint";
import type { StepOutput } from "../model/languageModel";
import type { KnownLaw } from "./knownLaw";
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
  /**
   * What is known, without another pass, of the distribution that the token behind a node is drawn from, constraints aside; `undefined`
   * if too little is. Left out where nothing is drawn.
   */
  known?(output: StepOutput, node: number): KnownLaw | undefined;
  pick<State>(
    output: StepOutput,
    node: number,
    constraint: Constraint<State>,
    state: State,
  ): Promise<number>;
}
