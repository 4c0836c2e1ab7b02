import { at } from "../at";
import type { Constraint } from "../constrain/constraint";
import { invariant } from "../errors";
import type { StepOutput } from "../model/languageModel";
import { argmaxAdmitted } from "./argmaxAdmitted";
import type { TokenPicker } from "./tokenPicker";

/**
 * The most probable admitted token, ties to the lowest id. The top K come first in that very order, so the whole row is
 * fetched only when the constraint admits none of them.
 */
export const greedyPicker: TokenPicker = {
  async pick<State>(
    output: StepOutput,
    node: number,
    constraint: Constraint<State>,
    state: State,
  ): Promise<number> {
    const { ids } = output.row(node);
    if (constraint.isFree(state)) return at(ids, 0);
    for (const token of ids) {
      if (constraint.admits(state, token)) return token;
    }
    const logits = await output.fullRow(node);
    const token = argmaxAdmitted(logits.length, (id) => at(logits, id), { constraint, state });
    invariant(token >= 0, "the constraint admits no token of the vocabulary");
    return token;
  },
};
