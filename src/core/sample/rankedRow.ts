import { at } from "../at";
import { entropyOf, logAddExp, logSumExp } from "./logSumExp";
import type { ScoredRow } from "./scoredRow";
import { SUM_TOLERANCE } from "./tailBound";
import { TokenHeap } from "./tokenHeap";

/** Two numbers with the true one between them, ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A row's tokens by falling score, as far as they are known, and what is known of all. */
export interface RankedRow {
  /** Score of the token at a rank, from 0; `undefined` behind the last known. */
  scoreAt(rank: number): number | undefined;
  /** Number of tokens behind the known ones; impossible tokens may be among them. 0 where all are known. */
  readonly numBehind: number;
  /** None of them has a larger score. */
  readonly bound: number;
  /** Log of the summed weight, exp(score), of all tokens. */
  readonly logZ: Interval;
  /** Entropy of all tokens, in nats. */
  readonly entropy: Interval;
}

/** Room for the rounding of sums of doubles, so that both ways to a sum stay inside an interval. */
const DOUBLE_TOLERANCE = 1e-11;

/**
 * What the top K tell. The weight of the others lies between nothing and its bound B; the known weight K then has between all
 * and 1 - t of the mass, t = B / (K + B). The entropy is h(t) + (1 - t) H(known) + t H(others), where H(others) is
 * between 0 and the log of their number; both ends are concave in t, which gives their extremes.
 */
export function rankKnown(row: ScoredRow): RankedRow {
  const { scores, numOutside, numCertain, untouched, logKnown } = row;
  const isAll = row.bound === Number.NEGATIVE_INFINITY;
  const logTail = isAll ? Number.NEGATIVE_INFINITY : row.logTailBound;
  const logZ = { low: logKnown, high: logAddExp(logKnown, logTail) };
  const entropy = entropyBounds({
    known: entropyOf(scores, logKnown),
    maxTail: Math.exp(logTail - logZ.high),
    numOutside,
  });
  return {
    scoreAt: (rank) => (rank < numCertain ? at(scores, rank) : undefined),
    numBehind: isAll ? 0 : numOutside + scores.length - numCertain,
    bound: row.bound,
    logZ: narrowed(logZ, untouched?.logSumExp),
    entropy: narrowed(entropy, untouched?.entropy),
  };
}

/** All tokens of a row, sorted only as far as they are asked for. */
export class WholeRanks implements RankedRow {
  readonly numBehind = 0;
  readonly bound = Number.NEGATIVE_INFINITY;
  readonly logZ: Interval;
  readonly entropy: Interval;
  readonly #scores: Float64Array;
  readonly #heap: TokenHeap;
  readonly #tokens: number[] = [];

  /** @param scores [V] */
  constructor(scores: Float64Array) {
    this.#scores = scores;
    this.#heap = new TokenHeap(Int32Array.from(scores.keys()), (token) => at(scores, token));
    const logZ = logSumExp(scores);
    const entropy = entropyOf(scores, logZ);
    this.logZ = { low: logZ, high: logZ };
    this.entropy = { low: entropy, high: entropy };
  }

  scoreAt(rank: number): number | undefined {
    while (this.#tokens.length <= rank && this.#heap.size > 0) this.#tokens.push(this.#heap.pop());
    const token = this.#tokens[rank];
    return token === undefined ? undefined : at(this.#scores, token);
  }

  /** The likeliest tokens, `count` of them or as many as are possible, likeliest first. */
  first(count: number): Int32Array {
    this.scoreAt(Math.min(count, this.#scores.length) - 1);
    return Int32Array.from(this.#tokens.slice(0, count));
  }
}

function entropyBounds(parts: {
  readonly known: number;
  readonly maxTail: number;
  readonly numOutside: number;
}): Interval {
  const { known, maxTail, numOutside } = parts;
  if (maxTail === 0) return { low: known, high: known };
  const atMost = (tail: number): number =>
    -tail * Math.log(tail) - (1 - tail) * Math.log1p(-tail) + (1 - tail) * known;
  const logOutside = Math.log(numOutside);
  const peak = 1 / (1 + Math.exp(known - logOutside));
  return {
    low: Math.min(known, atMost(maxTail)),
    high: maxTail < peak ? atMost(maxTail) + maxTail * logOutside : logAddExp(known, logOutside),
  };
}

/** The interval with room for rounding, cut down to what the model says where it speaks of this very row. */
function narrowed({ low, high }: Interval, said: number | undefined): Interval {
  const roomy = { low: low - DOUBLE_TOLERANCE, high: high + DOUBLE_TOLERANCE };
  if (said === undefined) return roomy;
  return {
    low: Math.max(roomy.low, said - SUM_TOLERANCE),
    high: Math.min(roomy.high, said + SUM_TOLERANCE),
  };
}
