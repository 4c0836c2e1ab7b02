import { at } from "../at";
import type { StepOutput, TargetRow } from "../model/languageModel";
import { logAddExp, logSumExp } from "./logSumExp";
import { penalised } from "./repetition";
import { logTailBound } from "./tailBound";

/** What turns the logits of a row into scores. */
export interface Scoring {
  /** Above 0; 1 where only the order counts. */
  readonly temperature: number;
  /** At least 1. */
  readonly penalty: number;
  /** Tokens that the penalty falls on; none if it is 1. */
  readonly recent: ReadonlySet<number>;
  /** V; `Infinity` where only the order counts. */
  readonly vocabSize: number;
}

/**
 * The row of one node after repetition penalty and temperature: exact scores for the top K of the logits, bounds for all
 * others, and the whole row for who needs it.
 */
export class ScoredRow {
  readonly #output: StepOutput;
  readonly #node: number;
  readonly #scoring: Scoring;
  readonly #target: TargetRow;
  /** [K] ids of the K largest logits in order of falling scores, ties to the lowest id. */
  readonly ids: Int32Array;
  /** [K] scores of `ids`. */
  readonly scores: Float64Array;
  /** Number of tokens that are none of `ids`. */
  readonly numOutside: number;
  /** No token outside has a larger score; -Infinity if none is outside. */
  readonly bound: number;
  /** The first so many of `ids` are the likeliest of all tokens, in this order. None of them is impossible. */
  readonly numCertain: number;
  #whole: Float64Array | undefined;

  constructor(output: StepOutput, node: number, scoring: Scoring) {
    this.#output = output;
    this.#node = node;
    this.#scoring = scoring;
    this.#target = output.row(node);
    const { ids, logits } = this.#target;
    this.numOutside = scoring.vocabSize - ids.length;
    // The penalty only lowers logits, so the smallest of the top K bounds all outside before and after it.
    this.bound =
      this.numOutside > 0
        ? at(logits, logits.length - 1) / scoring.temperature
        : Number.NEGATIVE_INFINITY;
    const scores = Float64Array.from(ids, (token, i) => this.#score(token, at(logits, i)));
    const isPenalised = ids.some((token) => scoring.recent.has(token));
    const order = Array.from(ids.keys());
    if (isPenalised) {
      order.sort((a, b) => compareScores(at(scores, a), at(scores, b)) || at(ids, a) - at(ids, b));
    }
    this.ids = Int32Array.from(order, (i) => at(ids, i));
    this.scores = Float64Array.from(order, (i) => at(scores, i));
    // A row that keeps its order is certain down to its last token, ties with the tokens outside included.
    const floor = isPenalised ? this.bound : Number.NEGATIVE_INFINITY;
    this.numCertain = this.scores.filter((score) => score > floor).length;
  }

  /** Upper bound on the log of the summed weight, exp(score), of all tokens outside. */
  get logTailBound(): number {
    return logTailBound(this.#target, this.#scoring.temperature, this.numOutside);
  }

  /** Log of the summed weight of `ids`. */
  get logKnown(): number {
    return logSumExp(this.scores);
  }

  /** The model's own log-sum-exp and entropy, in float32; `undefined` where penalty or temperature changed the row. */
  get untouched(): { readonly logSumExp: number; readonly entropy: number } | undefined {
    const { temperature, recent } = this.#scoring;
    return temperature === 1 && recent.size === 0 ? this.#target : undefined;
  }

  /** [V] scores of all tokens; not to be changed. */
  async whole(): Promise<Float64Array> {
    if (this.#whole !== undefined) return this.#whole;
    const logits = await this.#output.fullRow(this.#node);
    const scores = new Float64Array(logits.length);
    for (let token = 0; token < scores.length; token++) {
      scores[token] = this.#score(token, at(logits, token));
    }
    this.#whole = scores;
    return scores;
  }

  /** Log of the summed weight of all tokens, to a thousandth; fetches the whole row where bounds are wider. */
  async logNormaliser(): Promise<number> {
    if (this.untouched !== undefined) return this.untouched.logSumExp;
    const low = this.logKnown;
    const high = logAddExp(low, this.logTailBound);
    return high - low < 2e-3 ? (low + high) / 2 : logSumExp(await this.whole());
  }

  /** All tokens but the given ones, by rising id. */
  async others(given: Iterable<number>): Promise<Int32Array> {
    const { length } = await this.whole();
    const isGiven = new Uint8Array(length);
    for (const token of given) isGiven[token] = 1;
    return Int32Array.from(isGiven.keys()).filter((token) => isGiven[token] === 0);
  }

  #score(token: number, logit: number): number {
    const { temperature, penalty, recent } = this.#scoring;
    const isPenalised = penalty !== 1 && recent.has(token);
    return (isPenalised ? penalised(logit, penalty) : logit) / temperature;
  }
}

/** Falling order; a difference would be no number between two impossible tokens. */
function compareScores(a: number, b: number): number {
  if (a === b) return 0;
  return a > b ? -1 : 1;
}
