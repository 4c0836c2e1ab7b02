import { diffLines, diffWordsWithSpace } from "diff";
import { caseAt } from "../../../../src/cli/cases/caseAt";
import type { SourceFile } from "../../../../src/cli/cases/sourceFiles";
import type { SeededRandom } from "../../../../src/cli/seededRandom";
import type { BenchTask } from "./benchTask";
import { copiedShare } from "./copiedShare";

/** Lines of a change that is carried on: of one line little is left behind its first word, and of many most is new. */
const numLines = { least: 2, most: 12 };
/** Of what is left to write, so much stands in the old text. */
const leastCopied = 0.6;

/**
 * Changes that the authors of a published package made from one version to the next: the cursor stands behind the first word that they
 * changed in a run of lines, and the rest of the run is expected. `earlier` has what stood there before, which is mostly the same.
 *
 * @param old files of the earlier version
 * @param now files of the later one; those whose path is not among the old ones are passed over
 * @param count fewer come back if the versions hold fewer
 */
export function editTasks(
  old: readonly SourceFile[],
  now: readonly SourceFile[],
  count: number,
  random: SeededRandom,
): readonly BenchTask[] {
  const oldTexts = new Map(old.map(({ path, text }) => [path, text]));
  const pool = now.flatMap((file) => editsOf(oldTexts.get(file.path) ?? file.text, file));
  const tasks: BenchTask[] = [];
  while (tasks.length < count) {
    const task = random.take(pool);
    if (task === undefined) break;
    tasks.push({ ...task, id: `edit-${String(tasks.length)}` });
  }
  return tasks;
}

function editsOf(oldText: string, file: SourceFile): readonly BenchTask[] {
  const tasks: BenchTask[] = [];
  let [oldStart, start] = [0, 0];
  let removed = "";
  for (const { value, added, removed: isRemoved } of diffLines(oldText, file.text)) {
    if (isRemoved) {
      removed = value;
      oldStart += value.length;
      continue;
    }
    if (added && removed !== "") {
      const task = editAt(file, start, {
        removed,
        added: value,
        oldSuffix: oldText.slice(oldStart),
      });
      if (task !== undefined) tasks.push(task);
    }
    if (!added) oldStart += value.length;
    start += value.length;
    removed = "";
  }
  return tasks;
}

/** The task behind the first word that differs in lines that were replaced; none if little is left there, or little of it is old. */
function editAt(
  file: SourceFile,
  start: number,
  change: { readonly removed: string; readonly added: string; readonly oldSuffix: string },
): BenchTask | undefined {
  const { removed, added, oldSuffix } = change;
  const { length } = added.trimEnd().split("\n");
  if (length < numLines.least || length > numLines.most) return undefined;
  const { oldOffset, offset } = behindFirstChange(removed, added);
  const expected = added.slice(offset).trimEnd();
  const earlier = removed.slice(oldOffset);
  if (copiedShare(expected, earlier) < leastCopied) return undefined;
  const span = { start: start + offset, end: start + offset + expected.length };
  const cut = caseAt(file, span, { kind: "block", number: 0 });
  return { ...cut, family: "edit", earlier: earlier + oldSuffix };
}

/** Where both texts go on behind the first words that differ. */
function behindFirstChange(
  removed: string,
  added: string,
): { readonly oldOffset: number; readonly offset: number } {
  let [oldOffset, offset] = [0, 0];
  let hasChanged = false;
  for (const part of diffWordsWithSpace(removed, added)) {
    if (part.added || part.removed) hasChanged = true;
    else if (hasChanged) break;
    if (!part.added) oldOffset += part.value.length;
    if (!part.removed) offset += part.value.length;
  }
  return { oldOffset, offset };
}
