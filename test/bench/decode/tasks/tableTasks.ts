import { caseAt } from "../../../../src/cli/cases/caseAt";
import { lineSpans, type Span } from "../../../../src/cli/cases/lineSpans";
import type { SourceFile } from "../../../../src/cli/cases/sourceFiles";
import type { SeededRandom } from "../../../../src/cli/seededRandom";
import type { BenchTask } from "./benchTask";
import { lineForm } from "./lineForm";

/** A table has so many rows at least, of which the last few are expected. */
const minRows = 6;
const expectedRows = { min: 2, max: 4 };

/**
 * Tables of cases, lists of options and other runs of lines of one form, of which the last rows are expected. A table gives one
 * task.
 *
 * @param count fewer come back if the files hold fewer
 */
export function tableTasks(
  files: readonly SourceFile[],
  count: number,
  random: SeededRandom,
): readonly BenchTask[] {
  const pool = files.flatMap((file) => tablesOf(file.text).map((rows) => ({ file, rows })));
  const tasks: BenchTask[] = [];
  while (tasks.length < count) {
    const table = random.take(pool);
    if (table === undefined) break;
    const { file, rows } = table;
    const { min, max } = expectedRows;
    const taken = rows.slice(-(min + random.below(max - min + 1)));
    const [first, last] = [taken[0], taken.at(-1)];
    if (first === undefined || last === undefined) continue;
    const region = { start: first.start, end: last.end };
    const id = `table-${String(tasks.length)}`;
    const cut = caseAt(file, region, { kind: "block", number: tasks.length });
    tasks.push({ ...cut, id, family: "table" });
  }
  return tasks;
}

/** Runs of lines that have the same form, longest possible. */
function tablesOf(text: string): readonly (readonly Span[])[] {
  const tables: Span[][] = [];
  let form: string | undefined;
  for (const span of lineSpans(text)) {
    const next = rowForm(text.slice(span.start, span.end));
    if (next !== undefined && next === form) tables.at(-1)?.push(span);
    else if (next !== undefined) tables.push([span]);
    form = next;
  }
  return tables.filter((rows) => rows.length >= minRows);
}

/** The form of a line that may be a row of data: it has a text or a number, and something around it. */
function rowForm(line: string): string | undefined {
  if (/^(import|export|\/\/|\/\*|\*|#)/.test(line)) return undefined;
  const form = lineForm(line);
  return /[tn]/.test(form) && /\W/.test(form) ? form : undefined;
}
