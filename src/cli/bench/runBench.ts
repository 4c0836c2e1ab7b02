import { setImmediate } from "node:timers/promises";
import { invariant } from "../../core/errors";
import type { Cancellation } from "../../core/ports";
import type { Vocabulary } from "../../core/tokens/vocabulary";
import type { CompletionCase } from "../cases/completionCase";
import type { StrategyFigures } from "./benchReport";
import { compareDecodes } from "./compareDecodes";
import type { DecodedCase } from "./decodeProbe";
import { interleave } from "./interleave";
import { strategyFigures } from "./strategyFigures";

export interface BenchPlan {
  readonly cases: readonly CompletionCase[];
  /** Ids, the baseline first. */
  readonly strategies: readonly string[];
  /** Completes a case with a strategy; `undefined` if there was nothing to decode. */
  readonly decode: (
    completionCase: CompletionCase,
    strategy: string,
  ) => Promise<DecodedCase | undefined>;
  readonly vocabulary: Vocabulary;
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
  return plan.strategies.map((strategy, index) => {
    const decodes = benched.map((benchedCase) => decodeOf(benchedCase, index));
    const stats = decodes.map((decoded) => decoded.stats);
    if (index === 0) return strategyFigures(strategy, stats);
    const differences = benched.flatMap(
      (benchedCase) =>
        compareDecodes(
          benchedCase.caseId,
          { expected: decodeOf(benchedCase, 0), actual: decodeOf(benchedCase, index) },
          plan.vocabulary,
        ) ?? [],
    );
    const equality = {
      numEqual: benched.length - differences.length,
      numCases: benched.length,
      differences,
    };
    const baseline = benched.map((benchedCase) => decodeOf(benchedCase, 0).stats);
    return strategyFigures(strategy, stats, { results: baseline, equality });
  });
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
