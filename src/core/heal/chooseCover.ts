import { at } from "../at";
import { admitsAll } from "../constrain/admitsAll";
import type { Constraint } from "../constrain/constraint";
import type { StepOutput } from "../model/languageModel";
import { entropyOf, logSumExp } from "../sample/logSumExp";
import type { Noise } from "../sample/noise";
import type { Choice } from "../trace/choice";
import type { CoverTree } from "./coverTree";
import { weighCovers } from "./coverWeights";

/** The cover that was chosen. */
export interface Cover {
  readonly node: number;
  /** The last token, behind those of the node. */
  readonly token: number;
  /** How many covers were scored, those that turn out not to be canonical included. */
  readonly numScored: number;
  /**
   * How probable it was among all of them; those that were found not to be canonical do not count, and those that nobody asked about do.
   * Valid as long as the pass's output.
   */
  choice(): Choice;
}

/**
 * Chooses among all covers: the most probable one, or a draw in proportion to their probabilities. With a draw the text is
 * distributed as the model's own text is, given that it begins with the held bytes; choosing token by token under a mask is
 * not. Constraint and canonical form are asked lazily, in the order of the scores, so seldom more than once or twice.
 *
 * @param output of a pass over `covers.below(...)` that was asked for all nodes and for logits
 * @param draw temperature and noise of a draw; left out, the most probable cover at temperature 1 is taken
 * @returns `undefined` if the constraint admits none
 */
export async function chooseCover<State>(
  output: StepOutput,
  covers: CoverTree,
  mask: { readonly constraint: Constraint<State>; readonly state: State },
  draw?: { readonly temperature: number; readonly noise: Noise },
): Promise<Cover | undefined> {
  const { logWeight } = await weighCovers(output, covers, draw?.temperature ?? 1);
  const nodes: number[] = [];
  const tokens: number[] = [];
  const scores: number[] = [];
  for (let node = 0; node < covers.size; node++) {
    // Each byte of the held text has its own place in the noise: nodes of one depth must not share their draws.
    const place = output.cachedLength + covers.held.length - covers.restOf(node).length;
    for (const token of covers.candidatesOf(node)) {
      nodes.push(node);
      tokens.push(token);
      scores.push(logWeight(node, token) + (draw?.noise.gumbel(place, token) ?? 0));
    }
  }
  for (let numVisited = 0; numVisited < scores.length; numVisited++) {
    const best = indexOfLargest(scores);
    const node = at(nodes, best);
    const token = at(tokens, best);
    const cover = [...covers.tokensOf(node), token];
    if (covers.isCanonical(node, token) && admitsAll(mask.constraint, mask.state, cover)) {
      return {
        ...{ node, token, numScored: scores.length },
        choice: () => {
          const logWeights = Float64Array.from(scores, (score, i) =>
            score === Number.NEGATIVE_INFINITY ? score : logWeight(at(nodes, i), at(tokens, i)),
          );
          return choiceAmong(logWeights, best, (i) => ({
            token: at(tokens, i),
            numTypedBytes: covers.restOf(at(nodes, i)).length,
          }));
        },
      };
    }
    scores[best] = Number.NEGATIVE_INFINITY;
  }
  return undefined;
}

/** @param logWeights -Infinity where nothing can be chosen */
function choiceAmong(
  logWeights: Float64Array,
  chosen: number,
  lastTokenOf: (index: number) => { readonly token: number; readonly numTypedBytes: number },
): Choice {
  const logZ = logSumExp(logWeights);
  const logProbability = Math.min(0, at(logWeights, chosen) - logZ);
  const entropy = Math.max(0, entropyOf(logWeights, logZ));
  const others = logWeights.slice();
  others[chosen] = Number.NEGATIVE_INFINITY;
  const second = indexOfLargest(others);
  const logSecond = at(others, second) - logZ;
  return {
    ...{ logProbability, entropy, isEntropyBound: false },
    runnerUp:
      logSecond === Number.NEGATIVE_INFINITY
        ? undefined
        : { ...lastTokenOf(second), logProbability: logSecond },
  };
}

/** Ties go to the lowest index: to fewer bytes spelt by whole tokens, then to the lower bytes. */
function indexOfLargest(scores: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < scores.length; index++) {
    if (at(scores, index) > at(scores, best)) best = index;
  }
  return best;
}
