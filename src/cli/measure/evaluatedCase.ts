import type { CompletionCase } from "../../core/check/completionCase";
import type { CompletionRecord } from "./completionRecord";
import type { EvalWay } from "./evalWay";

/** What came of a case that was asked in one way. */
export interface CaseRun {
  readonly way: EvalWay;
  readonly record: CompletionRecord;
  /** Bits that the model needs for the expected text; `undefined` if not measured. */
  readonly bits: number | undefined;
  /** Tokens of context in its prompt. */
  readonly numContextTokens: number;
}

/** A case and what came of it. */
export interface EvaluatedCase {
  readonly completionCase: CompletionCase;
  /** One for each way, in the same order for all cases. */
  readonly runs: readonly CaseRun[];
}
