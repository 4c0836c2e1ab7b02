import { runBench } from "../../../../src/cli/bench/runBench";
import type { DecodedCase } from "../../../../src/cli/bench/decodeProbe";
import type { GapSource } from "../../../../src/cli/bench/compareDecodes";
import { strategyFigures } from "../../../../src/cli/bench/strategyFigures";
import type { Strategy } from "../../../../src/core/decode/strategy";
import type { Cancellation } from "../../../../src/core/ports";
import type { DecodeStats } from "../../../../src/core/stats/decodeStats";
import { taskFamilies, type BenchTask } from "../tasks/benchTask";
import type { BenchedStrategy, FamilyFigures } from "./decodeReport";
import type { DraftFigures } from "./draftFigures";

/** What to run, and with what. */
export interface StrategyPlan {
  readonly tasks: readonly BenchTask[];
  /** The baseline first. */
  readonly strategies: readonly Strategy[];
  /** Whether a strategy's text can be held to the baseline's. */
  readonly hasSameDraws: (strategy: Strategy) => boolean;
  readonly decode: (task: BenchTask, strategy: string) => Promise<DecodedCase | undefined>;
  /** What was seen of a strategy's drafts once all is decoded. */
  readonly draftsOf: (strategy: string) => DraftFigures;
  readonly gapSource: GapSource;
  readonly cancellation: Cancellation;
  readonly onTurn: () => void;
}

/** Runs every task with every strategy, taking turns. What an interrupted run has not done with all of them is left out. */
export async function benchStrategies(plan: StrategyPlan): Promise<readonly BenchedStrategy[]> {
  const { tasks, strategies } = plan;
  const stats = new Map(strategies.map(({ id }) => [id, new Map<string, DecodeStats>()]));
  const figures = await runBench({
    ...plan,
    cases: tasks,
    strategies: strategies.map(({ id }) => id),
    decode: async (completionCase, strategy) => {
      const task = tasks.find((one) => one === completionCase);
      const decoded = task && (await plan.decode(task, strategy));
      if (task !== undefined && decoded !== undefined) {
        stats.get(strategy)?.set(task.id, decoded.stats);
      }
      return decoded;
    },
  });
  const finished = tasks.filter(({ id }) => [...stats.values()].every((done) => done.has(id)));
  const ofTasks = (strategy: string, some: readonly BenchTask[]): readonly DecodeStats[] =>
    some.flatMap(({ id }) => stats.get(strategy)?.get(id) ?? []);
  return figures.map((one, index): BenchedStrategy => {
    const { forward, draft, verify, commit } = one.stats.ms;
    const stepsMs = forward + draft + verify + commit;
    const strategy = strategies[index];
    const families = taskFamilies.flatMap((family) => {
      const some = finished.filter((task) => task.family === family);
      const baseline = index === 0 ? undefined : ofTasks(strategies[0]?.id ?? "", some);
      const results = ofTasks(one.strategy, some);
      return some.length === 0 ? [] : [familyFigures(family, results, baseline)];
    });
    return {
      ...one,
      outsideShare: stepsMs > 0 ? 1 - forward / stepsMs : undefined,
      hasSameDraws: strategy === undefined || plan.hasSameDraws(strategy),
      families,
      drafts: plan.draftsOf(one.strategy),
    };
  });
}

function familyFigures(
  family: FamilyFigures["family"],
  results: readonly DecodeStats[],
  baseline: readonly DecodeStats[] | undefined,
): FamilyFigures {
  const equality = { numEqual: 0, numCases: 0, differences: [] };
  const pooled = strategyFigures("", results, baseline && { results: baseline, equality });
  return {
    family,
    numTasks: results.length,
    tokensPerSecond: pooled.tokensPerSecond,
    meanAcceptanceLength: pooled.tokensPerPass,
    speedUp: pooled.speedUp,
  };
}
