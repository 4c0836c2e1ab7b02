import { at } from "../../core/at";
import type { Constraint } from "../../core/constrain/constraint";
import type { StepOutput } from "../../core/model/languageModel";
import type { TokenPicker } from "../../core/sample/tokenPicker";
import type { Verdict, Verifier } from "../../core/verify/verifier";

/** Leaves verifying to another verifier and notes, when told to, by how much the model prefers its first choice to its second. */
export class GapRecorder implements Verifier {
  readonly name: string;
  readonly #verifier: Verifier;
  #isAwaited = false;
  #gap: number | undefined;

  constructor(verifier: Verifier) {
    this.name = verifier.name;
    this.#verifier = verifier;
  }

  /** Forgets what was noted; the next step is looked at, for its first token. */
  start(): void {
    this.#isAwaited = true;
    this.#gap = undefined;
  }

  /**
   * The largest admitted logit less the second largest, as noted in the step after `start`; `undefined` if only one token was
   * admitted, or there was no step.
   */
  get gap(): number | undefined {
    return this.#gap;
  }

  async verify<State>(
    output: StepOutput,
    picker: TokenPicker,
    constraint: Constraint<State>,
    state: State,
  ): Promise<Verdict<State>> {
    const verdict = await this.#verifier.verify(output, picker, constraint, state);
    if (this.#isAwaited) {
      this.#isAwaited = false;
      this.#gap = await rootGap(output, constraint, state);
    }
    return verdict;
  }
}

/** Where the top K hold fewer than two admitted tokens, the whole row is looked at. */
async function rootGap<State>(
  output: StepOutput,
  constraint: Constraint<State>,
  state: State,
): Promise<number | undefined> {
  const { ids, logits } = output.row(0);
  const isAdmitted = (token: number): boolean =>
    constraint.isFree(state) || constraint.admits(state, token);
  const [first, second] = logits.filter((_, index) => isAdmitted(at(ids, index)));
  if (first !== undefined && second !== undefined) return first - second;
  const [best, next] = (await output.fullRow(0))
    .filter((_, token) => isAdmitted(token))
    .sort()
    .reverse();
  return best === undefined || next === undefined ? undefined : best - next;
}
