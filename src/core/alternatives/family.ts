import { at } from "../at";
import type { CoverTree } from "../heal/coverTree";
import { weighCovers } from "../heal/coverWeights";
import type { StepOutput } from "../model/languageModel";
import { logSumExp } from "../sample/logSumExp";
import { TAIL, type Noise } from "../sample/noise";
import { TokenHeap } from "../sample/tokenHeap";
import type { Beam } from "./beam";
import { childKeys } from "./childKeys";
import { extendPrefixHash } from "./prefixHash";

/** How beams draw. */
export interface BeamDraw {
  /** Above 0. */
  readonly temperature: number;
  readonly noise: Noise;
}

/** A way to go on from a beam. */
export interface Child<State> {
  readonly parent: Beam<State>;
  /** The node below which its last token belongs. */
  readonly below: number;
  /** Its tokens behind those of the beam; several where a cover is chosen. */
  readonly tokens: readonly number[];
  readonly logProbability: number;
  readonly key: number;
}

/** All ways to go on from one beam, in order of falling keys. */
export interface Family<State> {
  /** The key of the child that comes next; -Infinity if there is none. */
  readonly topKey: number;
  /** Takes the child with the largest key, or a family in its place, if it stands for many. Not to be asked when empty. */
  readonly pop: () => Child<State> | Family<State>;
}

/**
 * The tokens that may follow a beam: the top K of its row one by one, and all others first as one child, which opens into a
 * family of its own when its turn comes. So noise is computed for K tokens and seldom for the whole vocabulary, and the law is
 * that of drawing among all of them.
 *
 * @param output of a pass that was asked for the beam's node and for logits
 */
export async function tokenFamily<State>(
  output: StepOutput,
  beam: Beam<State>,
  { temperature, noise }: BeamDraw,
): Promise<Family<State>> {
  const { ids } = output.row(beam.node);
  const row = await output.fullRow(beam.node);
  // By index: a call for each of a hundred thousand tokens is what takes the time here.
  const outside = new Float64Array(row.length);
  for (let token = 0; token < row.length; token++) outside[token] = at(row, token) / temperature;
  const scores = Float64Array.from(ids, (token) => at(outside, token));
  for (const token of ids) outside[token] = Number.NEGATIVE_INFINITY;
  const tail = logSumExp(outside);
  const logTotal = logSumExp(Float64Array.of(logSumExp(scores), tail));
  const logProbabilityOf = (score: number): number => beam.logProbability + score - logTotal;

  const family = (
    tokens: Int32Array,
    logProbabilities: Float64Array,
    key: number,
  ): Family<State> => {
    const draws = logProbabilities.map((logP, i) => logP + noise.gumbel(beam.hash, at(tokens, i)));
    return new HeapFamily(childKeys(draws, key), (index, childKey) => {
      const token = at(tokens, index);
      if (token === TAIL) return family(outsideTokens(), outside.map(logProbabilityOf), childKey);
      const logProbability = at(logProbabilities, index);
      return { parent: beam, below: beam.node, tokens: [token], logProbability, key: childKey };
    });
  };
  const outsideTokens = (): Int32Array => Int32Array.from(outside.keys());
  return family(
    Int32Array.of(...ids, TAIL),
    Float64Array.of(...scores, tail).map(logProbabilityOf),
    beam.key,
  );
}

/**
 * The covers of the bytes at the cursor, those that turn out not to be canonical among them: who takes one asks.
 *
 * @param output of a pass over the covers' nodes, with all rows and with logits
 */
export async function coverFamily<State>(
  output: StepOutput,
  beam: Beam<State>,
  covers: CoverTree,
  { temperature, noise }: BeamDraw,
): Promise<Family<State>> {
  const covered = await weighCovers(output, covers, temperature);
  const found: { node: number; token: number; hash: number }[] = [];
  for (let node = 0; node < covers.size; node++) {
    const hash = covers.tokensOf(node).reduce(extendPrefixHash, beam.hash);
    for (const token of covers.candidatesOf(node)) found.push({ node, token, hash });
  }
  const weights = Float64Array.from(found, ({ node, token }) => covered.logWeight(node, token));
  const logTotal = logSumExp(weights);
  const draws = weights.map((weight, i) => {
    const { hash = 0, token = 0 } = found[i] ?? {};
    return weight - logTotal + noise.gumbel(hash, token);
  });
  return new HeapFamily(childKeys(draws, beam.key), (index, key) => {
    const { node = 0, token = 0 } = found[index] ?? {};
    const tokens = [...covers.tokensOf(node), token];
    const logProbability = beam.logProbability + at(weights, index) - logTotal;
    return { parent: beam, below: node, tokens, logProbability, key };
  });
}

class HeapFamily<State> implements Family<State> {
  readonly #heap: TokenHeap;
  readonly #childAt: (index: number, key: number) => Child<State> | Family<State>;

  constructor(
    keys: Float64Array,
    childAt: (index: number, key: number) => Child<State> | Family<State>,
  ) {
    this.#heap = new TokenHeap(Int32Array.from(keys.keys()), (index) => at(keys, index));
    this.#childAt = childAt;
  }

  get topKey(): number {
    return this.#heap.topKey;
  }

  readonly pop = (): Child<State> | Family<State> => {
    const key = this.#heap.topKey;
    return this.#childAt(this.#heap.pop(), key);
  };
}
