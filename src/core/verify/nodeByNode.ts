import type { Constraint } from "../constrain/constraint";
import type { DrawnNode, SampledDrafts } from "../draft/sampledDrafts";
import type { StepOutput } from "../model/languageModel";
import { VERIFY_STREAM } from "../sample/coins";
import type { TokenPicker } from "../sample/tokenPicker";
import { matchDown } from "./matchDown";
import type { NodeRule } from "./nodeRule";
import type { Verdict, Verifier } from "./verifier";

/** What a verifier of drawn drafts is made of. */
export interface SampledVerifierParts {
  readonly endTokens: ReadonlySet<number>;
  /** Written by the drafter whose drafts are verified. */
  readonly drafts: SampledDrafts;
}

/**
 * Walks down from the root as `SampleAndMatch` does, but where the drafter drew the children of a node, a rule that knows what they
 * were drawn from chooses the token, so that a draft is accepted more often than an independent draw would meet it.
 *
 * The text has the model's law, but it is not the text that the seed gives without drafts. Where nothing was drawn, a constraint
 * holds the text, nothing is random (temperature 0) or a watermark is wanted, the request's picker chooses: that is right whatever
 * was drafted. The law is enumerated in test/property/sampledLaw.
 */
export class NodeByNode implements Verifier {
  readonly name: string;
  readonly readsLaws = true;
  readonly #parts: SampledVerifierParts;
  readonly #rule: NodeRule;

  constructor(rule: NodeRule, parts: SampledVerifierParts) {
    this.name = rule.name;
    this.#rule = rule;
    this.#parts = parts;
  }

  async verify<State>(
    output: StepOutput,
    picker: TokenPicker,
    constraint: Constraint<State>,
    state: State,
  ): Promise<Verdict<State>> {
    const { drafts, endTokens } = this.#parts;
    const { laws } = picker;
    const coins = laws?.coins(VERIFY_STREAM, output.cachedLength);
    let drawn: DrawnNode | undefined = drafts.rootBehind(output.cachedLength);
    return matchDown(output, { constraint, state, endTokens }, async (node, current) => {
      const draws = drawn?.draws;
      const token =
        laws && coins && draws && constraint.isFree(current)
          ? this.#rule.choose(await laws.whole(output, node), draws, coins)
          : await picker.pick(output, node, constraint, current);
      drawn = drawn?.children.get(token);
      return token;
    });
  }
}
