import { at } from "../at";
import type { Constraint } from "../constrain/constraint";
import { invariant } from "../errors";
import type { StepOutput } from "../model/languageModel";
import { argmaxAdmitted } from "./argmaxAdmitted";
import { TAIL, type Noise } from "./noise";
import { logTailBound } from "./tailBound";
import type { TokenPicker } from "./tokenPicker";

/**
 * Draws from softmax(logits / T) by adding Gumbel noise to logit / T and taking the largest.
 *
 * Without a constraint the tokens outside the top K draw as one group, TAIL, with one noise of its own on the log of their
 * summed weight; if the group wins, its tokens draw among themselves with their own noise. By the Gumbel-max theorem that is
 * the exact law. Almost always a bound on the group's weight shows that it cannot win; only otherwise is the whole row
 * fetched and the exact weight compared. The bound decides what is fetched and never what is chosen, so the choice stays a
 * pure function of row and position.
 *
 * With a constraint each token draws with its own noise over the masked whole row: the group's weight would have to be that
 * of its admitted tokens, which the row of the top K cannot tell.
 * Source: Maddison et al. 2014, arXiv:1411.0030, for the Gumbel-max theorem.
 */
export class TemperaturePicker implements TokenPicker {
  readonly #temperature: number;
  readonly #noise: Noise;
  readonly #vocabSize: number;

  /** @param parts `temperature` is above 0 and finite */
  constructor(parts: {
    readonly temperature: number;
    readonly noise: Noise;
    readonly vocabSize: number;
  }) {
    invariant(
      parts.temperature > 0 && Number.isFinite(parts.temperature),
      "drawing needs a temperature above 0",
    );
    this.#temperature = parts.temperature;
    this.#noise = parts.noise;
    this.#vocabSize = parts.vocabSize;
  }

  async pick<State>(
    output: StepOutput,
    node: number,
    constraint: Constraint<State>,
    state: State,
  ): Promise<number> {
    const position = output.cachedLength + at(output.tree.depths, node) + 1;
    if (constraint.isFree(state)) return this.#pickFree(output, node, position);
    const logits = await output.fullRow(node);
    const score = (id: number): number => this.#score(at(logits, id), position, id);
    const token = argmaxAdmitted(logits.length, score, { constraint, state });
    invariant(token >= 0, "the constraint admits no token of the vocabulary");
    return token;
  }

  async #pickFree(output: StepOutput, node: number, position: number): Promise<number> {
    const row = output.row(node);
    let best = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const [i, token] of row.ids.entries()) {
      const score = this.#score(at(row.logits, i), position, token);
      if (best < 0 || score > bestScore) {
        best = token;
        bestScore = score;
      }
    }
    const tailNoise = this.#noise.gumbel(position, TAIL);
    const bound = logTailBound(row, this.#temperature, this.#vocabSize - row.ids.length);
    if (bound + tailNoise < bestScore) return best;
    const tail = (await output.fullRow(node)).slice();
    for (const token of row.ids) tail[token] = Number.NEGATIVE_INFINITY;
    if (logSumExp(tail, this.#temperature) + tailNoise <= bestScore) return best;
    return argmaxAdmitted(tail.length, (id) => this.#score(at(tail, id), position, id));
  }

  #score(logit: number, position: number, token: number): number {
    return logit / this.#temperature + this.#noise.gumbel(position, token);
  }
}

/** log(sum of exp(logit / T)); -Infinity if every logit is. */
function logSumExp(logits: Float32Array, temperature: number): number {
  const largest = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  let sum = 0;
  for (const logit of logits) sum += Math.exp((logit - largest) / temperature);
  return largest / temperature + Math.log(sum);
}
