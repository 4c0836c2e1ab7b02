import type { Constraint } from "../constrain/constraint";
import { invariant } from "../errors";
import { GrowingTree } from "../model/growingTree";
import type { LanguageModel, StepOutput } from "../model/languageModel";
import type { TokenPicker } from "../sample/tokenPicker";
import type { Vocabulary } from "../tokens/vocabulary";
import { pathTo } from "../tree/pathTo";
import { SampleAndMatch } from "../verify/sampleAndMatch";
import type { Verdict, Verifier } from "../verify/verifier";
import { numTrialsAt, type CautiousLimits } from "./numTrials";
import { bestTrial, endsTrial, logProbabilityOf, type Trial } from "./trial";

/** Most tokens of a trial that meets no stop. */
const maxTrialTokens = 24;

/** A trial with what is needed to go on with it. */
interface OpenTrial<State> extends Trial {
  readonly picker: TokenPicker;
  readonly state: State;
  /** The node of its last token, at which the next one is drawn; -1 if it has ended. */
  readonly node: number;
}

/**
 * Cautious next token prediction: where the model is uncertain of the next token, several texts are tried out up to the next
 * stop (`endsTrial`), each with noise of its own, and the one that the model finds most probable a token is taken as a whole.
 * Where it is certain, the base picker's token is taken. Trials are chains of one growing tree: equal beginnings are one
 * node, and all go one token further with each pass.
 *
 * It changes the text: it prefers what is likely, and short. The entropy is that of the model's own distribution. With a
 * watermark there is one noise only, all trials are the same, and nothing is gained.
 *
 * The tree that is verified holds its root alone: nothing may be drafted.
 * Source: Wang et al. 2025, arXiv:2507.03038, with stops for code.
 */
export class CautiousVerifier implements Verifier {
  readonly name = "cautious";
  readonly #parts: CautiousParts;
  readonly #certain: SampleAndMatch;

  constructor(parts: CautiousParts) {
    this.#parts = parts;
    this.#certain = new SampleAndMatch(parts);
  }

  async verify<State>(
    output: StepOutput,
    picker: TokenPicker,
    constraint: Constraint<State>,
    state: State,
  ): Promise<Verdict<State>> {
    const numTrials = numTrialsAt(output.row(0).entropy, this.#parts.limits);
    if (numTrials === 1) return this.#certain.verify(output, picker, constraint, state);
    invariant(output.tree.size === 1, "cautious decoding drafts nothing");
    return this.#tryOut(output, { numTrials, constraint, state });
  }

  async #tryOut<State>(
    fork: StepOutput,
    from: {
      readonly numTrials: number;
      readonly constraint: Constraint<State>;
      readonly state: State;
    },
  ): Promise<Verdict<State>> {
    const { model, pickers, isInterrupted } = this.#parts;
    const { numTrials, constraint, state } = from;
    const tree = new GrowingTree(model, fork.tree, fork);
    let trials: readonly OpenTrial<State>[] = pickers.slice(0, numTrials).map((picker) => ({
      tokens: [],
      logProbability: 0,
      above: 0,
      node: 0,
      picker,
      state,
    }));
    let output = fork;
    for (;;) {
      const longer: OpenTrial<State>[] = [];
      for (const trial of trials) {
        longer.push(trial.node < 0 ? trial : await this.#extend(trial, output, tree, constraint));
      }
      trials = longer;
      if (!tree.hasNewNodes || isInterrupted()) break;
      const nodes = new Set(trials.map(({ node }) => node).filter((node) => node >= 0));
      output = await tree.run(Int32Array.from(nodes));
    }
    const best = bestTrial(trials);
    invariant(best !== undefined, "something was tried out");
    const path = pathTo(output.tree, best.above);
    return {
      path,
      emitted: Int32Array.from(best.tokens),
      state: best.tokens.reduce((last, token) => constraint.next(last, token), state),
      trials: { output, numTrials, numPasses: tree.numPasses, numNodes: output.tree.size - 1 },
    };
  }

  /** Draws a trial's next token, and adds it to the tree unless the trial ends with it. */
  async #extend<State>(
    trial: OpenTrial<State>,
    output: StepOutput,
    tree: GrowingTree,
    constraint: Constraint<State>,
  ): Promise<OpenTrial<State>> {
    const { vocabulary, endTokens } = this.#parts;
    const token = await trial.picker.pick(output, trial.node, constraint, trial.state);
    const tokens = [...trial.tokens, token];
    const isLast =
      endTokens.has(token) ||
      endsTrial(vocabulary.bytesOf(token)) ||
      tokens.length >= maxTrialTokens;
    return {
      picker: trial.picker,
      tokens,
      logProbability: trial.logProbability + (await logProbabilityOf(output, trial.node, token)),
      above: trial.node,
      node: isLast ? -1 : tree.add(trial.node, token),
      state: constraint.next(trial.state, token),
    };
  }
}

/** What trials are made with. */
export interface CautiousParts {
  readonly model: LanguageModel;
  readonly vocabulary: Vocabulary;
  readonly endTokens: ReadonlySet<number>;
  readonly limits: CautiousLimits;
  /** `limits.maxTrials` pickers, each with noise of its own. */
  readonly pickers: readonly TokenPicker[];
  /** Asked before each pass; once it says so, the trials end where they are. */
  readonly isInterrupted: () => boolean;
}
