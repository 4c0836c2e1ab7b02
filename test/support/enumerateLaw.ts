import { at } from "../../src/core/at";
import type { StepOutput } from "../../src/core/model/languageModel";
import type { Coins } from "../../src/core/sample/coins";
import type { PickerLaws } from "../../src/core/sample/tokenLaw";
import type { TokenPicker } from "../../src/core/sample/tokenPicker";
import type { Verifier } from "../../src/core/verify/verifier";
import { softmax } from "./tableModel";

/** Chooses an index with the given probabilities; here, by taking every branch in turn. */
export type Draw = (probabilities: readonly number[]) => number;

/** Probability of each outcome. */
export type Law = ReadonlyMap<string, number>;

/**
 * The exact law of what `run` returns: it is run once for each way its draws can come out, and the probabilities of
 * runs with the same outcome add up. Branches of probability 0 are left out.
 */
export async function enumerateLaw(run: (draw: Draw) => Promise<string>): Promise<Law> {
  const law = new Map<string, number>();
  let open: readonly number[][] = [[]];
  while (open.length > 0) {
    const next: number[][] = [];
    for (const choices of open) {
      let numDraws = 0;
      let probability = 1;
      const outcome = await run((probabilities) => {
        const possible = probabilities.flatMap((p, index) => (p > 0 ? [index] : []));
        const depth = numDraws++;
        if (depth >= choices.length) {
          const taken = choices.slice(0, depth);
          for (const other of possible.slice(1)) next.push([...taken, other]);
          choices.push(at(possible, 0));
        }
        const index = at(choices, depth);
        probability *= at(probabilities, index);
        return index;
      });
      law.set(outcome, (law.get(outcome) ?? 0) + probability);
    }
    open = next;
  }
  return law;
}

/** Coins that come up in every way in turn. */
export function enumeratingCoins(draw: Draw): Coins {
  return {
    draw: (weights) => {
      const total = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
      return draw(Array.from(weights, (weight) => weight / total));
    },
  };
}

/**
 * A picker whose every pick is a fresh draw from the node's row, which must hold the whole vocabulary; it tells its laws, of which
 * those of the top are over as many tokens as the row names.
 */
export function drawingPicker(draw: Draw): TokenPicker {
  const probabilitiesAt = (output: StepOutput, node: number): Float64Array =>
    Float64Array.from(softmax(output.row(node).logits));
  const laws: PickerLaws = {
    whole: (output, node) => {
      const { ids } = output.row(node);
      const probabilities = probabilitiesAt(output, node);
      return Promise.resolve(
        Float64Array.from(ids, (_, token) => at(probabilities, ids.indexOf(token))),
      );
    },
    top: (output, node) =>
      Promise.resolve({
        ids: output.row(node).ids,
        probabilities: probabilitiesAt(output, node),
      }),
    coins: () => enumeratingCoins(draw),
  };
  return {
    laws,
    pick: (output, node, constraint, state) => {
      const { ids } = output.row(node);
      const isFree = constraint.isFree(state);
      const weights = Array.from(probabilitiesAt(output, node), (p, i) =>
        isFree || constraint.admits(state, at(ids, i)) ? p : 0,
      );
      return Promise.resolve(at(ids, enumeratingCoins(draw).draw(weights)));
    },
  };
}

/** `verifier` with another picker than the decoder gives it. */
export function withPicker(verifier: Verifier, picker: TokenPicker): Verifier {
  return {
    name: verifier.name,
    verify: (output, _, constraint, state) => verifier.verify(output, picker, constraint, state),
  };
}

/** The largest difference of two laws in the probability of one outcome. */
export function maxDifference(a: Law, b: Law): number {
  const outcomes = new Set([...a.keys(), ...b.keys()]);
  return Math.max(...Array.from(outcomes, (o) => Math.abs((a.get(o) ?? 0) - (b.get(o) ?? 0))));
}
