import { setImmediate } from "node:timers/promises";
import type { Outcome } from "../../core/complete/outcome";
import type { CompletionRequest } from "../../core/complete/request";
import type { Cancellation } from "../../core/ports";
import { requestOf, type CompletionCase } from "../cases/completionCase";
import { recordOf } from "./completionRecord";
import type { EvaluatedCase } from "./evalSummary";

/**
 * Completes the cases in order and hands out each as soon as it is done. Ends early when cancelled; the case that was
 * under way then does not count.
 */
export async function* evaluateCases(
  cases: readonly CompletionCase[],
  complete: (request: CompletionRequest) => Promise<Outcome>,
  cancellation: Cancellation,
): AsyncGenerator<EvaluatedCase> {
  for (const completionCase of cases) {
    // Lets a Ctrl+C through: a forward pass holds the thread.
    await setImmediate();
    const outcome = await complete(requestOf(completionCase));
    if (cancellation.isCancelled) return;
    yield { completionCase, record: recordOf(completionCase.id, outcome) };
  }
}
