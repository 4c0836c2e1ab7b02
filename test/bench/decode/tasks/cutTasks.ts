import { caseTexts } from "../../../../src/cli/cases/caseTexts";
import { cutCases } from "../../../../src/cli/cases/cutCases";
import type { SourceFile } from "../../../../src/cli/cases/sourceFiles";
import { SeededRandom } from "../../../../src/cli/seededRandom";
import type { CompletionCase } from "../../../../src/core/check/completionCase";
import type { BenchTask } from "./benchTask";
import { blockTasks } from "./blockTasks";
import { renameTasks } from "./renameTasks";
import { tableTasks } from "./tableTasks";

/** Tasks out of source: the cases that `foretype cut` would cut, and scripted edits. */
export function tasksOfSource(
  files: readonly SourceFile[],
  { perFamily, seed }: { readonly perFamily: number; readonly seed: number },
): readonly BenchTask[] {
  const cases = cutCases(files, 3 * perFamily, new SeededRandom(seed));
  return tasksOf(cases, files, { perFamily, seed });
}

/** Tasks out of a cases file: its own cases, of each kind the first few, and edits scripted in their texts. */
export function tasksOfCases(
  cases: readonly CompletionCase[],
  { perFamily, seed }: { readonly perFamily: number; readonly seed: number },
): readonly BenchTask[] {
  return tasksOf(cases, caseTexts(cases), { perFamily, seed });
}

function tasksOf(
  cases: readonly CompletionCase[],
  files: readonly SourceFile[],
  { perFamily, seed }: { readonly perFamily: number; readonly seed: number },
): readonly BenchTask[] {
  const numOfKind = new Map<string, number>();
  const plain = cases.filter(({ kind }) => {
    const num = (numOfKind.get(kind) ?? 0) + 1;
    numOfKind.set(kind, num);
    return num <= perFamily;
  });
  const random = (stream: number): SeededRandom => new SeededRandom(seed + stream);
  return [
    ...plain.map((completionCase) => ({ ...completionCase, family: completionCase.kind })),
    ...blockTasks("fresh", files, perFamily, random(1)),
    ...blockTasks("similar", files, perFamily, random(2)),
    ...renameTasks(files, perFamily, random(3)),
    ...tableTasks(files, perFamily, random(4)),
  ];
}
