import { caseAt } from "../../../../src/cli/cases/caseAt";
import { lineSpans, type Span } from "../../../../src/cli/cases/lineSpans";
import type { SourceFile } from "../../../../src/cli/cases/sourceFiles";
import type { SeededRandom } from "../../../../src/cli/seededRandom";
import { invariant } from "../../../../src/core/errors";
import type { BenchTask } from "./benchTask";

/** A rename is carried on where the name has been changed in so many lines, and stands in so many of the next. */
const numLinesBefore = 3;
const maxLinesBehind = 6;
const minNamesBehind = 2;
/** Names that are not the programmer's own, or are too common in prose. */
const reserved = new Set(
  (
    "abstract async await boolean break case catch class const continue default delete else enum except export extends false final " +
    "finally float from function implements import instanceof interface lambda module none None null number object pass private " +
    "protected public raise readonly return self static string struct super switch this throw true True False type undefined " +
    "unknown value values void while with yield that which where when then there they have only each these those every"
  ).split(" "),
);
const newWords = ["piece", "entry", "record", "portion", "member", "sample"];

/**
 * Files in which a name was changed up to a line, with the cursor in that line: its text and that of the next lines is gone and is
 * expected with the new name; `earlier` has it with the old one. Each file gives one task at most.
 *
 * @param count fewer come back if the files hold fewer
 */
export function renameTasks(
  files: readonly SourceFile[],
  count: number,
  random: SeededRandom,
): readonly BenchTask[] {
  const pool = [...files];
  const tasks: BenchTask[] = [];
  while (tasks.length < count) {
    const file = random.take(pool);
    if (file === undefined) break;
    const task = renameIn(file, tasks.length, random);
    if (task !== undefined) tasks.push(task);
  }
  return tasks;
}

function renameIn(file: SourceFile, number: number, random: SeededRandom): BenchTask | undefined {
  const { text } = file;
  const lines = lineSpans(text);
  const places = namesOf(text).flatMap((name) => placesOf(name, text, lines));
  const place = places[random.below(places.length)];
  if (place === undefined) return undefined;
  const { name, region } = place;
  const offered = newWords.flatMap((word) => {
    const changed = changedName(name, word);
    return text.includes(changed) ? [] : [changed];
  });
  const changed = offered[random.below(offered.length)];
  if (changed === undefined) return undefined;
  const rename = (old: string): string => old.replaceAll(nameIn(name), changed);
  const cut = caseAt(file, region, { kind: "block", number });
  return {
    ...cut,
    id: `rename-${String(number)}`,
    family: "rename",
    prefix: rename(cut.prefix),
    expected: rename(cut.expected),
    earlier: cut.expected + cut.suffix,
  };
}

/** Names of some length that are declared in the text, as a variable or a parameter; each once, in the order in which they come. */
function namesOf(text: string): readonly string[] {
  const declared =
    /(?:\b(?:const|let|var|for|def|function)\s+|[(,]\s*)([a-z][A-Za-z]{3,30})\b(?=\s*[:,)=(])/g;
  const found = Array.from(text.matchAll(declared), ([, name = ""]) => name);
  return [...new Set(found)].filter((name) => !reserved.has(name));
}

interface Place {
  readonly name: string;
  readonly region: Span;
}

/** Where the rename of a name can be carried on: from a line that has it to the last of the next few that does. */
function placesOf(name: string, text: string, lines: readonly Span[]): readonly Place[] {
  const pattern = nameIn(name);
  const holders = [...lines.entries()].filter(([, { start, end }]) => {
    const line = text.slice(start, end);
    return line.search(pattern) >= 0 && !/^(\/\/|\/?\*|#)/.test(line);
  });
  const places: Place[] = [];
  for (const [i, [index, first]] of holders.entries()) {
    const behind = holders.slice(i).filter(([other]) => other < index + maxLinesBehind);
    const last = behind.at(-1);
    if (i < numLinesBefore || last === undefined || behind.length < minNamesBehind) continue;
    places.push({ name, region: { start: first.start, end: last[1].end } });
  }
  return places;
}

function nameIn(name: string): RegExp {
  return new RegExp(`\\b${name}\\b`, "g");
}

/**
 * The name with its last word changed, in the same case, and plural if that was.
 *
 * Example: `cachedTokens` and `piece` give `cachedPieces`.
 */
export function changedName(name: string, word: string): string {
  const last = /[A-Z]?[a-z]*$/.exec(name)?.[0];
  invariant(last !== undefined, "a name ends with a word, if an empty one");
  const plural = /[^s]s$/.test(last) ? `${word.replace(/y$/, "ie")}s` : word;
  const isUpper = last !== last.toLowerCase();
  return (
    name.slice(0, name.length - last.length) +
    (isUpper ? plural.charAt(0).toUpperCase() + plural.slice(1) : plural)
  );
}
