import { setImmediate } from "node:timers/promises";
import { invariant } from "../../core/errors";
import type { Cancellation } from "../../core/ports";
import type { CompletionCase } from "../../core/check/completionCase";
import type { StrategyFigures } from "./benchReport";
import { compareDecodes, type DecodeDifference, type GapSource } from "./compareDecodes";
import type { DecodedCase } from "./decodeProbe";
import { interleave } from "./interleave";
import { strategyFigures, type Baseline } from "./strategyFigures";

export interface BenchPlan {
  readonly cases: readonly CompletionCase[];
  /** Ids, the baseline first. */
  readonly strategies: readonly string[];
  /** Completes a case with a strategy; `undefined` if there was nothing to decode. */
  readonly decode: (
    completionCase: CompletionCase,
    strategy: string,
  ) => Promise<DecodedCase | undefined>;
  readonly gapSource: GapSource;
  readonly cancellation: Cancellation;
  /** Called after each completion. */
  readonly onTurn: () => void;
}

/** A case and what each strategy made of it, in the order of the strategies. */
interface BenchedCase {
  readonly caseId: string;
  readonly decodes: readonly DecodedCase[];
}

/**
 * Completes every case with every strategy, taking turns, and compares what they wrote. The figures cover the cases that
 * all strategies have completed; those are fewer if it was cancelled.
 */
export async function runBench(plan: BenchPlan): Promise<readonly StrategyFigures[]> {
  const benched = await decodeAll(plan);
  const figures: StrategyFigures[] = [];
  for (const [index, strategy] of plan.strategies.entries()) {
    const stats = benched.map((benchedCase) => decodeOf(benchedCase, index).stats);
    const baseline = index === 0 ? undefined : await baselineFor(index, benched, plan.gapSource);
    figures.push(strategyFigures(strategy, stats, baseline));
  }
  return figures;
}

/** The baseline's figures and where the strategy wrote something else. */
async function baselineFor(
  strategyIndex: number,
  benched: readonly BenchedCase[],
  gapSource: GapSource,
): Promise<Baseline> {
  const differences: DecodeDifference[] = [];
  for (const benchedCase of benched) {
    const expected = decodeOf(benchedCase, 0);
    const actual = decodeOf(benchedCase, strategyIndex);
    const difference = await compareDecodes(benchedCase.caseId, { expected, actual }, gapSource);
    if (difference !== undefined) differences.push(difference);
  }
  const numEqual = benched.length - differences.length;
  return {
    results: benched.map((benchedCase) => decodeOf(benchedCase, 0).stats),
    equality: { numEqual, numCases: benched.length, differences },
  };
}

async function decodeAll(plan: BenchPlan): Promise<readonly BenchedCase[]> {
  const { cases, strategies } = plan;
  const decodes = strategies.map(() => new Map<CompletionCase, DecodedCase>());
  for (const { caseIndex, strategyIndex } of interleave(cases.length, strategies.length)) {
    // Lets a Ctrl+C through: a forward pass holds the thread.
    await setImmediate();
    if (plan.cancellation.isCancelled) break;
    const completionCase = cases[caseIndex];
    const strategy = strategies[strategyIndex];
    invariant(
      completionCase !== undefined && strategy !== undefined,
      "turns are about what there is",
    );
    const decoded = await plan.decode(completionCase, strategy);
    if (decoded !== undefined) decodes[strategyIndex]?.set(completionCase, decoded);
    plan.onTurn();
  }
  return cases.flatMap((completionCase) => {
    const found = decodes.flatMap((byCase) => byCase.get(completionCase) ?? []);
    return found.length === strategies.length
      ? [{ caseId: completionCase.id, decodes: found }]
      : [];
  });
}

function decodeOf({ decodes }: BenchedCase, strategyIndex: number): DecodedCase {
  const decoded = decodes[strategyIndex];
  invariant(decoded !== undefined, "each case has a completion of each strategy");
  return decoded;
}
