import type { Precision } from "../../core/model/modelSource";
import { caseKinds, type CaseKind } from "../cases/completionCase";
import { summarise, type EvalSummary, type EvaluatedCase } from "./evalSummary";

/** What was asked of the engine. */
export interface EvalSetting {
  readonly model: string;
  readonly precision: Precision;
  readonly threads: number;
  readonly strategy: string;
  readonly temperature: number;
  readonly seed: number;
  readonly maxTokens: number;
}

/** What `eval` prints. */
export interface EvalReport {
  readonly setting: EvalSetting;
  /** Kinds of which there were cases. */
  readonly kinds: Readonly<Partial<Record<CaseKind, EvalSummary>>>;
  readonly all: EvalSummary;
}

export function evalReport(setting: EvalSetting, evaluated: readonly EvaluatedCase[]): EvalReport {
  const kinds = caseKinds.flatMap((kind) => {
    const ofKind = evaluated.filter(({ completionCase }) => completionCase.kind === kind);
    return ofKind.length === 0 ? [] : [[kind, summarise(ofKind)] as const];
  });
  return { setting, kinds: Object.fromEntries(kinds), all: summarise(evaluated) };
}
