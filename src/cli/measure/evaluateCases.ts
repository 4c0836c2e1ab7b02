import { setImmediate } from "node:timers/promises";
import type { Completer } from "../../core/complete/completer";
import type { CompletionOptions } from "../../core/complete/request";
import type { Cancellation } from "../../core/ports";
import { requestOf, type CompletionCase } from "../../core/check/completionCase";
import type { OtherTexts } from "../cases/otherTexts";
import { recordOf, type CompletionRecord } from "./completionRecord";
import type { ContinuationBits } from "../../core/check/continuationBits";
import type { CaseRun, EvaluatedCase } from "./evaluatedCase";

/** What to do with each case. */
export interface EvalPlan {
  readonly cases: readonly CompletionCase[];
  /** Ids of the ways of healing that take turns. */
  readonly healings: readonly string[];
  /** Everything but the healing. */
  readonly options: CompletionOptions;
  readonly completer: Pick<Completer, "complete" | "prepare">;
  /** Told of each case before it is completed. */
  readonly texts?: Pick<OtherTexts, "goTo"> | undefined;
  /** Left out, no bits are measured. */
  readonly bits?: Pick<ContinuationBits, "of"> | undefined;
  readonly cancellation: Cancellation;
}

/**
 * Completes the cases in order, each with every way of healing in turn, and hands out each case as soon as it is done. Another
 * healing is the first one each time: the first finds no prompt in the cache. Ends early when cancelled; the case that was
 * under way then does not count.
 */
export async function* evaluateCases(plan: EvalPlan): AsyncGenerator<EvaluatedCase> {
  for (const [number, completionCase] of plan.cases.entries()) {
    const runs = await runInTurn(completionCase, number, plan);
    if (runs === undefined) return;
    yield { completionCase, runs };
  }
}

/** One run for each healing, in the order of the healings; `undefined` if cancelled. */
async function runInTurn(
  completionCase: CompletionCase,
  number: number,
  { healings, options, completer, texts, bits, cancellation }: EvalPlan,
): Promise<readonly CaseRun[] | undefined> {
  await texts?.goTo(completionCase);
  const request = requestOf(completionCase);
  const first = number % healings.length;
  const records = new Map<string, CompletionRecord>();
  for (const healing of [...healings.slice(first), ...healings.slice(0, first)]) {
    // Lets a Ctrl+C through: a forward pass holds the thread.
    await setImmediate();
    const outcome = await completer.complete(request, { ...options, healing }, cancellation);
    if (cancellation.isCancelled) return undefined;
    records.set(healing, recordOf(completionCase.id, outcome));
  }
  const prompts = healings.map((healing) => completer.prepare(request, { ...options, healing }));
  const measured = await bits?.of(completionCase.expected, prompts);
  return healings.flatMap((healing, index) => {
    const record = records.get(healing);
    return record === undefined ? [] : [{ healing, record, bits: measured?.[index] }];
  });
}
