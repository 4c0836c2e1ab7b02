import type { Constraint } from "../../core/constrain/constraint";
import type { StepOutput, TargetRow } from "../../core/model/languageModel";
import type { TokenPicker } from "../../core/sample/tokenPicker";
import type { Verdict, Verifier } from "../../core/verify/verifier";

/** A verifier that notes, for each token that another one emits, by how much the model preferred its first choice to its second. */
export class GapRecorder implements Verifier {
  readonly name: string;
  readonly #verifier: Verifier;
  #gaps: (number | undefined)[] = [];

  constructor(verifier: Verifier) {
    this.name = verifier.name;
    this.#verifier = verifier;
  }

  /** The gaps noted since the last call, one for each emitted token, the end token included. */
  take(): readonly (number | undefined)[] {
    const gaps = this.#gaps;
    this.#gaps = [];
    return gaps;
  }

  async verify<State>(
    output: StepOutput,
    picker: TokenPicker,
    constraint: Constraint<State>,
    state: State,
  ): Promise<Verdict<State>> {
    const verdict = await this.#verifier.verify(output, picker, constraint, state);
    let current = state;
    for (const [index, node] of verdict.path.entries()) {
      this.#gaps.push(topTwoGap(output.row(node), constraint, current));
      const token = verdict.emitted[index];
      if (token !== undefined) current = constraint.next(current, token);
    }
    return verdict;
  }
}

/**
 * The largest admitted logit less the second largest; `undefined` if the row knows fewer than two admitted tokens, which
 * then are no near tie.
 */
function topTwoGap<State>(
  row: TargetRow,
  constraint: Constraint<State>,
  state: State,
): number | undefined {
  let first: number | undefined;
  for (const [index, token] of row.ids.entries()) {
    if (!constraint.isFree(state) && !constraint.admits(state, token)) continue;
    const logit = row.logits[index];
    if (logit === undefined) return undefined;
    if (first !== undefined) return first - logit;
    first = logit;
  }
  return undefined;
}
