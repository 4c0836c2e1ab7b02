import { emptyStats, type DecodeStats } from "../../core/stats/decodeStats";
import { mergeStats } from "../../core/stats/mergeStats";
import { medianInterval, type MedianInterval } from "../measure/medianInterval";
import { SeededRandom } from "../seededRandom";
import type { EqualityCheck, StrategyFigures } from "./benchReport";

/** What a strategy is compared with. */
export interface Baseline {
  /** The baseline's stats of the same cases. */
  readonly results: readonly DecodeStats[];
  readonly equality: EqualityCheck;
}

/**
 * The figures of one strategy over all cases.
 *
 * @param results stats of each case
 * @param baseline left out for the baseline itself
 */
export function strategyFigures(
  strategy: string,
  results: readonly DecodeStats[],
  baseline?: Baseline,
): StrategyFigures {
  const stats = results.reduce(mergeStats, emptyStats);
  return {
    strategy,
    tokensPerSecond: stats.tokensPerSecond,
    msPerToken: ratio(stats.decodeMs, stats.numGeneratedTokens),
    tokensPerPass: stats.meanAcceptanceLength,
    nodesPerPass: ratio(stats.numNodes, stats.numPasses),
    speedUp: baseline === undefined ? null : speedUp(baseline.results, results),
    equality: baseline?.equality ?? null,
    stats,
  };
}

/** Cases in which either generated nothing say nothing about speed. */
function speedUp(
  baseline: readonly DecodeStats[],
  results: readonly DecodeStats[],
): MedianInterval | null {
  const ratios = results.flatMap((stats, index) => {
    const before = baseline[index]?.tokensPerSecond;
    return before === undefined || stats.tokensPerSecond === undefined
      ? []
      : [stats.tokensPerSecond / before];
  });
  return medianInterval(ratios, new SeededRandom(0)) ?? null;
}

function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
