import type { CompletionCase } from "../../core/check/completionCase";
import type { CompletionRecord } from "./completionRecord";

/** What came of a case with one way of healing. */
export interface CaseRun {
  readonly healing: string;
  readonly record: CompletionRecord;
  /** Bits that the model needs for the expected text; `undefined` if not measured. */
  readonly bits: number | undefined;
}

/** A case and what came of it. */
export interface EvaluatedCase {
  readonly completionCase: CompletionCase;
  /** One for each way of healing, in the same order for all cases. */
  readonly runs: readonly CaseRun[];
}
