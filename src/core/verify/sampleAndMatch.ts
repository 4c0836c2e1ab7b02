import type { Constraint } from "../constrain/constraint";
import type { StepOutput } from "../model/languageModel";
import type { TokenPicker } from "../sample/tokenPicker";
import { matchDown } from "./matchDown";
import type { Verdict, Verifier } from "./verifier";

/**
 * Walks down from the root. At each node it visits it picks one token, exactly as plain decoding would, and emits it; it
 * goes on while that token was drafted. The token that matched no child is emitted as it is: picking afresh would
 * give drafted tokens too much probability.
 *
 * For drafts that are no random draws this accepts as much as any lossless rule can: the expected number of accepted
 * tokens is the sum of the nodes' path probabilities.
 *
 * An end token ends the walk, so no kept row lies behind the end of the text.
 * The law is enumerated in test/property/law.
 */
export class SampleAndMatch implements Verifier {
  readonly name = "sample-and-match";
  readonly #endTokens: ReadonlySet<number>;

  constructor(parts: { readonly endTokens: ReadonlySet<number> }) {
    this.#endTokens = parts.endTokens;
  }

  verify<State>(
    output: StepOutput,
    picker: TokenPicker,
    constraint: Constraint<State>,
    state: State,
  ): Promise<Verdict<State>> {
    return matchDown(output, { constraint, state, endTokens: this.#endTokens }, (node, current) =>
      picker.pick(output, node, constraint, current),
    );
  }
}
