import { setImmediate } from "node:timers/promises";
import type { Completer } from "../../core/complete/completer";
import type { CompletionOptions } from "../../core/complete/request";
import type { Cancellation } from "../../core/ports";
import { requestOf, type CompletionCase } from "../../core/check/completionCase";
import type { CaseContext } from "../cases/caseContext";
import type { OtherTexts } from "../cases/otherTexts";
import { recordOf, type CompletionRecord } from "./completionRecord";
import type { ContinuationBits } from "../../core/check/continuationBits";
import type { CaseRun, EvaluatedCase } from "./evaluatedCase";
import type { EvalWay } from "./evalWay";

/** What to do with each case. */
export interface EvalPlan {
  readonly cases: readonly CompletionCase[];
  /** They take turns. */
  readonly ways: readonly EvalWay[];
  /** Everything but the healing; the limit is that of ways with context. */
  readonly options: CompletionOptions;
  readonly completer: Pick<Completer, "complete" | "prepare">;
  /** Told of each case before it is completed. */
  readonly texts?: Pick<OtherTexts, "goTo"> | undefined;
  /** Where what is shown besides comes from; needed by ways with context. */
  readonly context?: Pick<CaseContext, "piecesFor"> | undefined;
  /** Left out, no bits are measured. */
  readonly bits?: Pick<ContinuationBits, "of"> | undefined;
  readonly cancellation: Cancellation;
}

/**
 * Completes the cases in order, each in every way in turn, and hands out each case as soon as it is done. Another way is the first one
 * each time: the first finds no prompt in the cache. Ends early when cancelled; the case that was under way then does not count.
 */
export async function* evaluateCases(plan: EvalPlan): AsyncGenerator<EvaluatedCase> {
  for (const [number, completionCase] of plan.cases.entries()) {
    const runs = await runInTurn(completionCase, number, plan);
    if (runs === undefined) return;
    yield { completionCase, runs };
  }
}

/** One run for each way, in the order of the ways; `undefined` if cancelled. */
async function runInTurn(
  completionCase: CompletionCase,
  number: number,
  { ways, options, completer, texts, context, bits, cancellation }: EvalPlan,
): Promise<readonly CaseRun[] | undefined> {
  await texts?.goTo(completionCase);
  const asked = ways.map((way) => {
    const hasContext = way.context !== "none";
    const pieces = hasContext ? (context?.piecesFor(completionCase, way.context) ?? []) : [];
    const { maxContextTokens } = options;
    return {
      way,
      request: { ...requestOf(completionCase), context: pieces },
      options: {
        ...options,
        healing: way.healing,
        maxContextTokens: hasContext ? maxContextTokens : 0,
      },
    };
  });
  const first = number % ways.length;
  const records = new Map<string, CompletionRecord>();
  for (const one of [...asked.slice(first), ...asked.slice(0, first)]) {
    // Lets a Ctrl+C through: a forward pass holds the thread.
    await setImmediate();
    const outcome = await completer.complete(one.request, one.options, cancellation);
    if (cancellation.isCancelled) return undefined;
    records.set(one.way.name, recordOf(completionCase.id, outcome));
  }
  const prompts = asked.map((one) => completer.prepare(one.request, one.options));
  const measured = await bits?.of(completionCase.expected, prompts);
  return ways.flatMap((way, index) => {
    const record = records.get(way.name);
    const numContextTokens = prompts[index]?.numContextTokens ?? 0;
    return record === undefined ? [] : [{ way, record, bits: measured?.[index], numContextTokens }];
  });
}
