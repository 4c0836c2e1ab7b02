import { SequoiaTable } from "../../../../src/core/tree/sequoiaTable";
import type { CostCurve } from "./costCurve";
import type { BenchedStrategy } from "./decodeReport";
import { hitRate } from "./draftFigures";

/** What the best tree of one shape for every pass would gain with a drafter's hit rates. */
export interface ReferenceTree {
  readonly strategy: string;
  /** The drafter with most tokens in the strategy's drafts. */
  readonly drafter: string;
  /** Share of the drafter's guesses that were taken where the model asked for them, by rank. */
  readonly rates: readonly number[];
  /** Nodes, the root included, and levels of the fastest tree. */
  readonly numNodes: number;
  readonly depth: number;
  readonly tokensPerPass: number;
  readonly tokensPerSecond: number;
  /** What the strategy gained with its own trees. */
  readonly achieved: {
    readonly tokensPerPass: number | undefined;
    readonly tokensPerSecond: number | undefined;
  };
}

const limits = { maxNodes: 32, maxDepth: 8 };
/** A rank that was drafted less often has no rate to speak of. */
const leastDrafted = 20;

/**
 * Trees to hold the strategies' own to: Sequoia's (arXiv:2402.12374), fastest by the measured costs, from hit rates by rank. A strategy that
 * knows more of a place than the rank of a guess can do better.
 */
export function referenceTrees(
  strategies: readonly BenchedStrategy[],
  costs: CostCurve | undefined,
): readonly ReferenceTree[] {
  if (costs === undefined) return [];
  return strategies.flatMap((one) => {
    const numOf = (drafter: string): number =>
      (one.drafts.byRank[drafter] ?? []).reduce((sum, { numDrafted }) => sum + numDrafted, 0);
    const [drafter] = Object.keys(one.drafts.byRank).sort((a, b) => numOf(b) - numOf(a));
    if (drafter === undefined) return [];
    const counts = one.drafts.byRank[drafter] ?? [];
    const end = counts.findIndex(({ numDrafted }) => numDrafted < leastDrafted);
    const rates = (end < 0 ? counts : counts.slice(0, end)).map((count) => hitRate(count) ?? 0);
    if (rates.length === 0) return [];
    const table = new SequoiaTable(rates, limits);
    const { numLevels } = one.drafts;
    const levelMs = numLevels === 0 ? 0 : one.stats.ms.draft / numLevels;
    const passMs = (numNodes: number): number => costAt(costs, numNodes);
    const best = table.fastest({ passMs, levelMs });
    return {
      strategy: one.strategy,
      drafter,
      rates,
      numNodes: best.numNodes,
      depth: best.depth,
      tokensPerPass: table.tokensPerPass(best.numNodes, best.depth) ?? 1,
      tokensPerSecond: 1000 * best.tokensPerMs,
      achieved: { tokensPerPass: one.tokensPerPass, tokensPerSecond: one.tokensPerSecond },
    };
  });
}

/** Milliseconds of a pass, between measured sizes in proportion, and like the nearest beyond them. */
export function costAt({ points }: CostCurve, numNodes: number): number {
  const above = points.find((point) => point.numNodes >= numNodes) ?? points.at(-1);
  const below = points.findLast((point) => point.numNodes <= numNodes) ?? points[0];
  if (above === undefined || below === undefined) return Number.NaN;
  if (above.numNodes <= below.numNodes) return above.ms;
  const share = (numNodes - below.numNodes) / (above.numNodes - below.numNodes);
  return below.ms + share * (above.ms - below.ms);
}
