import { printedRatio, roundTo } from "./printed";
import { median } from "../quantiles";
import type { CostSection } from "./sections";

/** The largest pass that is drawn. */
const largestPass = 32;

/** By so much a pass may differ from what was measured, until it is said. */
const mostDrift = 1.2;

/** What passes cost on this machine with this model. */
export interface MeasuredCost {
  /** Of a pass of so many tokens, sizes rising, one token first; milliseconds, above 0. */
  readonly points: readonly { readonly numNodes: number; readonly ms: number }[];
  /** Epoch ms. */
  readonly at: number;
  readonly threads: number;
  /** Tokens in the cache. */
  readonly context: number;
}

/** What was drafted lately, and what passes took. */
export interface DraftsSeen {
  /** `[i]`: mean chance of the guess with rank i, the likeliest first; empty while nothing was drafted. */
  readonly chances: readonly number[];
  /** What passes took lately. */
  readonly passes: readonly { readonly numNodes: number; readonly ms: number }[];
  /** `[i]`: how many passes had i + 1 tokens. */
  readonly passesPerSize: readonly number[];
}

/**
 * The measured curve, and what drafts of each size would gain: tokens that a pass is expected to yield, over what it costs. Between
 * measured sizes the cost lies on a line. The chosen size is where that peaks; while nothing is known of drafts, the most frequent one.
 *
 * @returns `undefined` without a measured pass of one token
 */
export function costSection(measured: MeasuredCost, seen: DraftsSeen): CostSection | undefined {
  const { points } = measured;
  const t1Ms = points[0]?.numNodes === 1 ? points[0].ms : 0;
  if (!(t1Ms > 0)) return undefined;
  const costAt = (size: number): number => msAt(points, size) / t1Ms;
  const largest = Math.min(largestPass, points.at(-1)?.numNodes ?? 1);
  const sizes = Array.from({ length: largest }, (_, i) => i + 1);
  const gains = sizes.map((size) => expectedTokens(seen.chances, size) / costAt(size));
  const peaks = seen.chances.length === 0 ? seen.passesPerSize.slice(0, largest) : gains;
  const chosen = 1 + Math.max(0, peaks.indexOf(Math.max(...peaks)));
  const n = sizes.filter(
    (size) => size === chosen || points.some(({ numNodes }) => numNodes === size),
  );
  const timed = seen.passes.filter(({ ms }) => ms > 0);
  const now = median(timed.map(({ numNodes, ms }) => ms / costAt(numNodes)));
  return {
    n,
    c: n.map(costAt),
    t1Ms,
    chosen,
    expected: seen.chances.length === 0 ? [] : n.map((size) => gains[size - 1] ?? 1),
    at: measured.at,
    threads: measured.threads,
    context: measured.context,
    ...(now !== undefined && { nowT1Ms: now }),
  };
}

export interface CostFigures {
  readonly chosen: number;
  /** As printed. */
  readonly cost: number;
  readonly speedUp?: number;
  /** How the machine is now, where it differs much from when it was measured. */
  readonly drift?: "slower" | "faster";
}

export function costFigures({ n, c, chosen, expected, t1Ms, nowT1Ms }: CostSection): CostFigures {
  const index = n.indexOf(chosen);
  const speedUp = expected[index];
  const drift = nowT1Ms === undefined ? 1 : nowT1Ms / t1Ms;
  return {
    chosen,
    cost: roundTo(c[index] ?? 1, 2),
    ...(speedUp !== undefined && { speedUp: printedRatio(speedUp) }),
    ...(drift > mostDrift && { drift: "slower" }),
    ...(drift * mostDrift < 1 && { drift: "faster" }),
  };
}

/** Tokens that a pass of `size` tokens yields: one, and each guess as often as it is right. */
function expectedTokens(chances: readonly number[], size: number): number {
  return chances.slice(0, size - 1).reduce((sum, chance) => sum + chance, 1);
}

function msAt(points: MeasuredCost["points"], size: number): number {
  const upper = points.find(({ numNodes }) => numNodes >= size) ?? points.at(-1);
  const lower = points.findLast(({ numNodes }) => numNodes <= size) ?? points[0];
  if (upper === undefined || lower === undefined) return 0;
  const width = upper.numNodes - lower.numNodes;
  const share = width > 0 ? (size - lower.numNodes) / width : 0;
  return lower.ms + share * (upper.ms - lower.ms);
}
