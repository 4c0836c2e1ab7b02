import type { CompletionCase } from "../../core/check/completionCase";
import { scoreCase, type CaseScore } from "../../core/check/caseScore";
import { numCharacters } from "./evalSummary";
import type { CaseRun } from "./evaluatedCase";
import { meanInterval, ratioInterval, type RatioInterval } from "./ratioInterval";

/** How two ways differ on the same cases: the first less the second, case by case. */
export interface EvalDifference {
  /** Names of the ways. */
  readonly first: string;
  readonly second: string;
  readonly exactMatch: RatioInterval | undefined;
  readonly editSimilarity: RatioInterval | undefined;
  readonly bitsPerCharacter: RatioInterval | undefined;
  readonly meanBitsPerCharacter: RatioInterval | undefined;
}

/** A case and two runs of it. */
export interface RunPair {
  readonly completionCase: CompletionCase;
  readonly first: CaseRun;
  readonly second: CaseRun;
}

/** The differences of two ways with the intervals of paired samples, which two intervals side by side do not show. */
export function compareRuns(
  ids: { readonly first: string; readonly second: string },
  pairs: readonly RunPair[],
): EvalDifference {
  const differencesOf = (figure: (score: CaseScore) => number): number[] =>
    pairs.map(
      ({ completionCase, first, second }) =>
        figure(scoreCase(completionCase, first.record.text)) -
        figure(scoreCase(completionCase, second.record.text)),
    );
  const bits = pairs.flatMap(({ completionCase, first, second }) =>
    first.bits === undefined || second.bits === undefined
      ? []
      : [{ part: first.bits - second.bits, whole: numCharacters(completionCase) }],
  );
  return {
    ...ids,
    exactMatch: meanInterval(differencesOf(({ isExact }) => Number(isExact))),
    editSimilarity: meanInterval(differencesOf(({ similarity }) => similarity)),
    bitsPerCharacter: ratioInterval(bits),
    meanBitsPerCharacter: meanInterval(bits.map(({ part, whole }) => part / whole)),
  };
}
