import type { Constraint } from "../constrain/constraint";
import type { StepOutput } from "../model/languageModel";
import type { TokenPicker } from "../sample/tokenPicker";

/** What a verify step decided. */
export interface Verdict<State> {
  /** Accepted nodes, root first; their rows are kept. */
  readonly path: Int32Array;
  /** The accepted tokens and then one more, the recovered or bonus token. */
  readonly emitted: Int32Array;
  /** Constraint state after the last emitted token. */
  readonly state: State;
  /** What was tried out before deciding; left out if nothing was. */
  readonly trials?: Trials;
}

/** Texts that a verifier tried out with passes of its own. */
export interface Trials {
  /** The last of these passes, whose tree the path leads through; or the verified pass, if none was needed. */
  readonly output: StepOutput;
  readonly numTrials: number;
  readonly numPasses: number;
  /** Nodes of these passes. */
  readonly numNodes: number;
}

/** Decides which drafted tokens are what the model would have written alone. The only part that emits tokens. */
export interface Verifier {
  readonly name: string;
  /**
   * Whether it asks the picker for its laws, so that passes had better bring whole rows where the picker has some; false if left out.
   */
  readonly readsLaws?: boolean;
  verify<State>(
    output: StepOutput,
    picker: TokenPicker,
    constraint: Constraint<State>,
    state: State,
  ): Promise<Verdict<State>>;
}
