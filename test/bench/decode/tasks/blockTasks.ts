import { cutCases } from "../../../../src/cli/cases/cutCases";
import type { SourceFile } from "../../../../src/cli/cases/sourceFiles";
import type { SeededRandom } from "../../../../src/cli/seededRandom";
import type { BenchTask } from "./benchTask";
import { copiedShare } from "./copiedShare";
import { lineForm } from "./lineForm";

/** A block with less than this that could be copied is fresh, one with more than that is like the rest of the file. */
const shares = { fresh: 0.1, similar: 0.7 };
/** So many blocks are looked at for each that is wanted. */
const numTries = 40;
/** `cutCases` takes turns between so many kinds. */
const numKinds = 3;

/**
 * Blocks that are unlike the rest of their file, or nearly the same as a part of it.
 *
 * @param count fewer come back if the files hold fewer
 */
export function blockTasks(
  family: "fresh" | "similar",
  files: readonly SourceFile[],
  count: number,
  random: SeededRandom,
): readonly BenchTask[] {
  const tasks: BenchTask[] = [];
  for (const completionCase of cutCases(files, numKinds * numTries * count, random)) {
    if (tasks.length === count) break;
    const { kind, prefix, suffix, expected } = completionCase;
    if (kind !== "block") continue;
    const around = `${prefix}\n${suffix}`;
    const share = copiedShare(expected, around);
    const isWanted =
      family === "fresh"
        ? share <= shares.fresh && !repeatsForm(expected, around)
        : share >= shares.similar;
    if (!isWanted) continue;
    tasks.push({ ...completionCase, id: `${family}-${String(tasks.length)}`, family });
  }
  return tasks;
}

/** Whether a line of the text is like one around it but for its words, so that the file says much about it after all. */
function repeatsForm(text: string, around: string): boolean {
  const known = new Set(around.split("\n").map(lineForm));
  return text.split("\n").some((line) => lineForm(line).length > 3 && known.has(lineForm(line)));
}
