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
}

/** Decides which drafted tokens are what the model would have written alone. The only part that emits tokens. */
export interface Verifier {
  readonly name: string;
  verify<State>(
    output: StepOutput,
    picker: TokenPicker,
    constraint: Constraint<State>,
    state: State,
  ): Promise<Verdict<State>>;
}
