import type { FimLayout, HoleStart } from "../../core/model/fimFormat";
import type { Precision } from "../../core/model/modelSource";
import { caseKinds, type CaseKind } from "../../core/check/completionCase";
import { compareRuns, type EvalDifference } from "./evalDifference";
import { summarise, type EvalSummary } from "./evalSummary";
import type { CaseRun, EvaluatedCase } from "./evaluatedCase";
import { languageNames, languageOf } from "./languageOf";

/** What was asked of the engine. */
export interface EvalSetting {
  readonly model: string;
  readonly precision: Precision;
  readonly threads: number;
  readonly hole: HoleStart;
  readonly layout: FimLayout;
  /** False for a model that has no marks to be shown the text after the cursor with; hole and layout then mean nothing. */
  readonly seesSuffix: boolean;
  /** Names of the ways to ask. */
  readonly ways: readonly string[];
  readonly strategy: string;
  readonly temperature: number;
  readonly seed: number;
  readonly maxTokens: number;
}

/** Figures over some of the cases. */
export interface EvalGroup {
  /** By the name of the way. */
  readonly ways: Readonly<Record<string, EvalSummary>>;
  /** The first way beside each of the others. */
  readonly differences: readonly EvalDifference[];
}

/** What `eval` prints. */
export interface EvalReport {
  readonly setting: EvalSetting;
  /** Kinds of which there were cases. */
  readonly kinds: Readonly<Partial<Record<CaseKind, EvalGroup>>>;
  /** Languages of which there were cases, by their names. */
  readonly languages: Readonly<Record<string, EvalGroup>>;
  readonly all: EvalGroup;
}

export function evalReport(setting: EvalSetting, evaluated: readonly EvaluatedCase[]): EvalReport {
  const cases = evaluated.map(withComparableBits);
  const groupsBy = <Name extends string>(
    names: readonly Name[],
    nameOf: (evaluatedCase: EvaluatedCase) => string,
  ): [Name, EvalGroup][] =>
    names.flatMap((name) => {
      const members = cases.filter((one) => nameOf(one) === name);
      return members.length === 0 ? [] : [[name, groupOf(setting.ways, members)]];
    });
  return {
    setting,
    kinds: Object.fromEntries(groupsBy(caseKinds, ({ completionCase }) => completionCase.kind)),
    languages: Object.fromEntries(
      groupsBy(languageNames, ({ completionCase }) => languageOf(completionCase.path)),
    ),
    all: groupOf(setting.ways, cases),
  };
}

function groupOf(ways: readonly string[], cases: readonly EvaluatedCase[]): EvalGroup {
  const summaries = ways.map((way, index) => {
    const runs = cases.flatMap(({ completionCase, runs }) => {
      const run = runs[index];
      return run === undefined ? [] : [{ completionCase, run }];
    });
    return [way, summarise(runs)] as const;
  });
  const [first, ...others] = ways;
  const differences = others.map((second, index) =>
    compareRuns(
      { first: first ?? second, second },
      cases.flatMap(({ completionCase, runs }) => {
        const [firstRun, ...otherRuns] = runs;
        const secondRun = otherRuns[index];
        if (firstRun === undefined || secondRun === undefined) return [];
        return [{ completionCase, first: firstRun, second: secondRun }];
      }),
    ),
  );
  return { ways: Object.fromEntries(summaries), differences };
}

/**
 * The bits of a case count for all ways or for none, so that all are measured on the same texts. A text that one
 * of them rules out would make all means infinite.
 */
function withComparableBits(evaluatedCase: EvaluatedCase): EvaluatedCase {
  const areComparable = evaluatedCase.runs.every(({ bits }) => Number.isFinite(bits));
  if (areComparable) return evaluatedCase;
  const runs = evaluatedCase.runs.map((run): CaseRun => ({ ...run, bits: undefined }));
  return { ...evaluatedCase, runs };
}
