import { at } from "../../../../src/core/at";
import type { Constraint } from "../../../../src/core/constrain/constraint";
import type { Strategy } from "../../../../src/core/decode/strategy";
import type { Drafter } from "../../../../src/core/draft/drafter";
import { SampledDrafter } from "../../../../src/core/draft/sampledDrafter";
import type { NodeDraws } from "../../../../src/core/draft/sampledDrafts";
import type { StepOutput } from "../../../../src/core/model/languageModel";
import type { TokenPicker } from "../../../../src/core/sample/tokenPicker";
import { greedyDraftAcceptance } from "../../../../src/core/verify/greedyDraft";
import { optimalAcceptance } from "../../../../src/core/verify/optimalAcceptance";
import type { Verdict, Verifier } from "../../../../src/core/verify/verifier";

/** How often a draft that was drawn at the root was accepted, beside the most that any lossless rule could. */
export interface AcceptanceFigures {
  readonly strategy: string;
  /** Steps at whose root something was drawn. */
  readonly numSteps: number;
  /** Share of them, 0..1, in which a draw was accepted. */
  readonly achieved: number;
  /** Means of the optimum for as many draws from the same law: independent ones, and ones without replacement. */
  readonly optimal: { readonly independent: number; readonly distinct: number };
}

/**
 * Looks on at a verifier of drawn drafts and computes at each root what could have been accepted. That takes whole rows and a while,
 * so nothing is timed meanwhile.
 */
export class AcceptanceWatch {
  #numSteps = 0;
  #numAccepted = 0;
  #sumIndependent = 0;
  #sumDistinct = 0;

  /** The strategy with its verifier watched; itself where it has none of its own. */
  watch(strategy: Strategy): Strategy {
    const verifierOf = strategy.createVerifier?.bind(strategy);
    if (verifierOf === undefined) return strategy;
    return {
      ...strategy,
      createVerifier: (parts) => this.#watchVerifier(verifierOf(parts), parts.drafter),
    };
  }

  /** `undefined` where nothing was drawn. */
  figuresOf(strategy: string): AcceptanceFigures | undefined {
    const numSteps = this.#numSteps;
    if (numSteps === 0) return undefined;
    return {
      strategy,
      numSteps,
      achieved: this.#numAccepted / numSteps,
      optimal: {
        independent: this.#sumIndependent / numSteps,
        distinct: this.#sumDistinct / numSteps,
      },
    };
  }

  #watchVerifier(verifier: Verifier, drafter: Drafter): Verifier {
    return {
      name: verifier.name,
      readsLaws: verifier.readsLaws ?? false,
      verify: async <State>(
        output: StepOutput,
        picker: TokenPicker,
        constraint: Constraint<State>,
        state: State,
      ): Promise<Verdict<State>> => {
        const draws =
          drafter instanceof SampledDrafter
            ? drafter.drafts.rootBehind(output.cachedLength)?.draws
            : undefined;
        const isDrawn = draws !== undefined && draws.tokens.length > 0;
        const target =
          isDrawn && constraint.isFree(state) ? await picker.laws?.whole(output, 0) : undefined;
        const verdict = await verifier.verify(output, picker, constraint, state);
        if (draws !== undefined && target !== undefined) {
          this.#numSteps += 1;
          if (draws.tokens.includes(at(verdict.emitted, 0))) this.#numAccepted += 1;
          this.#sumIndependent += bestAcceptance(target, draws, false);
          this.#sumDistinct += bestAcceptance(target, draws, true);
        }
        return verdict;
      },
    };
  }
}

/** The optimum for such draws. Where all but one were chosen and not drawn, it does not matter how. */
function bestAcceptance(
  target: Float64Array,
  { law, numChosen, tokens }: NodeDraws,
  isDistinct: boolean,
): number {
  const numDraws = tokens.length;
  return numChosen > 0
    ? greedyDraftAcceptance(target, law, numDraws)
    : optimalAcceptance(target, { law, numDraws, isDistinct });
}
