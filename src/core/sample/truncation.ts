import { at } from "../at";
import { invariant } from "../errors";
import { rankKnown, WholeRanks, type RankedRow } from "./rankedRow";
import type { SamplingRules } from "./samplingRules";
import type { ScoredRow } from "./scoredRow";

/** Fewest and most tokens that a rule can keep, as far as is known; equal where everything is. */
interface Kept {
  readonly least: number;
  readonly most: number;
}

/** A rule that keeps the first so-and-so-many of the tokens in falling order. Keeps at least one. */
export type TruncationRule = (row: RankedRow) => Kept;

/** What all rules keep, likeliest first. */
export interface KeptTokens {
  readonly ids: Int32Array;
  /** Their logits after penalty and temperature. */
  readonly scores: Float64Array;
}

/** The rules that are switched on. */
export function truncationRules(rules: SamplingRules): readonly TruncationRule[] {
  const { topK, topP, minP, topH, topHRule } = rules;
  const active: TruncationRule[] = [];
  if (topK > 0) active.push(() => ({ least: topK, most: topK }));
  if (topP < 1) active.push((row) => byMass(row, topP));
  if (minP > 0) active.push((row) => byRatio(row, minP));
  if (topH > 0 && topH < 1) {
    const rule = topHRule === "published" ? byEntropy : byPartialEntropy;
    active.push((row) => rule(row, topH));
  }
  return active;
}

/**
 * The tokens that all rules keep, likeliest first. They follow from the top K wherever bounds on everything else
 * settle their number, and only otherwise from the whole row; both ways lead to the same tokens.
 */
export async function keptTokens(
  row: ScoredRow,
  rules: readonly TruncationRule[],
): Promise<KeptTokens> {
  const settled = settledTokens(row, rules);
  if (settled !== undefined) return settled;
  const scores = await row.whole();
  const ranks = new WholeRanks(scores);
  const ids = ranks.first(shortest(rules, ranks).least);
  return { ids, scores: Float64Array.from(ids, (token) => at(scores, token)) };
}

/** The same where the top K settle it; `undefined` where only the whole row does. */
export function settledTokens(
  row: ScoredRow,
  rules: readonly TruncationRule[],
): KeptTokens | undefined {
  if (row.numCertain === 0) return undefined;
  const { least, most } = shortest(rules, rankKnown(row));
  if (least < most || most > row.numCertain) return undefined;
  return { ids: row.ids.subarray(0, most), scores: row.scores.subarray(0, most) };
}

/** What all rules keep is the shortest of the prefixes that they keep. */
function shortest(rules: readonly TruncationRule[], row: RankedRow): Kept {
  const kept = rules.map((rule) => rule(row));
  return {
    least: Math.min(...kept.map(({ least }) => least)),
    most: Math.min(...kept.map(({ most }) => most)),
  };
}

/** Top-p: the fewest tokens whose mass reaches `topP`. Source: Holtzman et al. 2019, arXiv:1904.09751. */
function byMass(row: RankedRow, topP: number): Kept {
  const numFor = (logZ: number): number | undefined => {
    let mass = 0;
    for (let rank = 0; mass < topP; rank++) {
      const score = row.scoreAt(rank);
      if (score === undefined) return undefined;
      mass += Math.exp(score - logZ);
      if (mass >= topP) return rank + 1;
    }
    return 1;
  };
  return keptOf(row, [numFor(row.logZ.low), numFor(row.logZ.high)]);
}

/** Min-p: tokens of at least `minP` times the largest probability. Source: Nguyen et al. 2024, arXiv:2407.01082. */
function byRatio(row: RankedRow, minP: number): Kept {
  const threshold = topScore(row) + Math.log(minP);
  const num = numWhile(row, (score) => score >= threshold);
  return keptOf(row, [num ?? (row.bound < threshold ? numKnown(row) : undefined)]);
}

/**
 * Top-H: the longest prefix S with H(norm(p|S)) <= alpha H(p), H the entropy, the likeliest token in any case. With
 * W = sum of w and E = sum of w log w over S, for weights w on any scale, H(norm(p|S)) = log W - E / W; it grows
 * with every token, so the prefix ends at the first that is too much.
 * Source: Potraghloo et al. 2025, arXiv:2509.02510, Algorithm 1.
 */
function byEntropy(row: RankedRow, alpha: number): Kept {
  const top = topScore(row);
  const numFor = (entropy: number): number | undefined => {
    let weight = 0;
    let energy = 0;
    return numWhile(row, (score, rank) => {
      const share = Math.exp(score - top);
      weight += share;
      energy += share * (score - top);
      return rank === 0 || Math.log(weight) - energy / weight <= alpha * entropy;
    });
  };
  return keptOf(row, [numFor(row.entropy.low), numFor(row.entropy.high)]);
}

/** How many tokens the released code of top-H looks at. */
const NUM_RELEASED_TOKENS = 100;

/**
 * The rule that the released code of top-H computes: the longest prefix S with sum over S of -p log p <= alpha times the same sum
 * over the 100 likeliest tokens, the likeliest token in any case. S is not normalised, so its own entropy may
 * exceed alpha H(p).
 *
 * With L = log Z and the sums W, E of `byEntropy` each side is (W L - E) / Z. The comparison is affine in L, and in
 * what tokens behind the known ones add to the right side, so the corners of both intervals bound the answer.
 */
function byPartialEntropy(row: RankedRow, alpha: number): Kept {
  const top = topScore(row);
  let total = { weight: 0, energy: 0, count: 0 };
  for (let score = row.scoreAt(0); score !== undefined; score = row.scoreAt(total.count)) {
    if (total.count === NUM_RELEASED_TOKENS) break;
    const share = Math.exp(score - top);
    total = {
      weight: total.weight + share,
      energy: total.energy + share * (score - top),
      count: total.count + 1,
    };
  }
  const numFor = (logZ: number, behind: number): number | undefined => {
    const limit = alpha * (total.weight * logZ - total.energy + behind);
    let sum = 0;
    return numWhile(row, (score, rank) => {
      sum += Math.exp(score - top) * (logZ - (score - top));
      return rank === 0 || (rank < NUM_RELEASED_TOKENS && sum <= limit);
    });
  };
  const low = row.logZ.low - top;
  const high = row.logZ.high - top;
  const most = mostBehind({
    count: Math.min(NUM_RELEASED_TOKENS - total.count, row.numBehind),
    mass: Math.exp(high) - total.weight,
    largest: Math.exp(row.bound - top),
    logZ: high,
  });
  return keptOf(row, [numFor(low, 0), numFor(low, most), numFor(high, 0), numFor(high, most)]);
}

/**
 * The largest sum of w (logZ - log w) over `count` weights. The term is concave and grows up to w = Z / e, so it is largest
 * when all weights are equal and as large as they can be.
 */
function mostBehind(parts: {
  readonly count: number;
  readonly mass: number;
  readonly largest: number;
  readonly logZ: number;
}): number {
  const { count, mass, largest, logZ } = parts;
  const weight = Math.min(largest, mass / count, Math.exp(logZ - 1));
  return count > 0 && weight > 0 ? count * weight * (logZ - Math.log(weight)) : 0;
}

function topScore(row: RankedRow): number {
  const score = row.scoreAt(0);
  invariant(score !== undefined, "a row has a likeliest token");
  return score;
}

/** Number of known tokens before the first that does not belong; `undefined` if all belong. */
function numWhile(
  row: RankedRow,
  belongs: (score: number, rank: number) => boolean,
): number | undefined {
  for (let rank = 0; ; rank++) {
    const score = row.scoreAt(rank);
    if (score === undefined) return undefined;
    if (!belongs(score, rank)) return rank;
  }
}

function numKnown(row: RankedRow): number {
  let num = 0;
  while (row.scoreAt(num) !== undefined) num++;
  return num;
}

/** The range of several answers; `undefined` stands for all known tokens, and perhaps more behind them. */
function keptOf(row: RankedRow, answers: readonly (number | undefined)[]): Kept {
  const settled = answers.filter((answer) => answer !== undefined);
  if (settled.length < answers.length) {
    settled.push(numKnown(row));
    if (row.numBehind > 0) settled.push(Number.POSITIVE_INFINITY);
  }
  return { least: Math.min(...settled), most: Math.max(...settled) };
}
