import { describe, expect, it } from "vitest";
import type { SourceFile } from "../../../src/cli/cases/sourceFiles";
import { SeededRandom } from "../../../src/cli/seededRandom";
import { blockTasks } from "../../bench/decode/tasks/blockTasks";
import { copiedShare } from "../../bench/decode/tasks/copiedShare";
import { tasksOfCases, tasksOfSource } from "../../bench/decode/tasks/cutTasks";
import { editTasks } from "../../bench/decode/tasks/editTasks";
import { lineForm } from "../../bench/decode/tasks/lineForm";
import { changedName, renameTasks } from "../../bench/decode/tasks/renameTasks";
import { tableTasks } from "../../bench/decode/tasks/tableTasks";

const renamed: SourceFile = {
  path: "src/count.ts",
  text: [
    "function countWords(chapters: string[]): number {",
    "  let total = 0;",
    "  if (chapters.length === 0) return total;",
    "  // every chapter of chapters",
    "  log(chapters);",
    "  for (const chapter of chapters) {",
    "    total += chapter.split(/ /).length;",
    "  }",
    "  check(chapters, total);",
    "  return chapters.length > 0 ? total : -1;",
    "}",
    "",
  ].join("\n"),
};

const table: SourceFile = {
  path: "units.ts",
  text: `const units = [\n${["second", "minute", "hour", "day", "week", "month", "year"].map((unit, i) => `  ["${unit}", ${10 ** i}],\n`).join("")}];\n`,
};

describe("copiedShare", () => {
  it("counts the words of runs of four that stand around", () => {
    expect(copiedShare("a(b, c)", "x = a( b,c );")).toBe(1);
    expect(copiedShare("a(b, c)", "x = a(c, b);")).toBe(0);
    // Of "p q r s t" the first four.
    expect(copiedShare("p q r s t", "o p q r s u")).toBe(4 / 5);
  });

  it("finds nothing to copy in short texts and in nothing", () => {
    expect(copiedShare("a b c", "a b c")).toBe(0);
    expect(copiedShare("", "a b c d")).toBe(0);
  });
});

describe("lineForm", () => {
  it("is the same for rows that differ in words, numbers and texts only", () => {
    expect(lineForm('["minute", 60],')).toBe("[t,n],");
    expect(lineForm("['it\\'s', 86_400],")).toBe("[t,n],");
    expect(lineForm("f(x1, 2)")).toBe("w(w,n)");
    expect(lineForm('["minute", sixty],')).not.toBe("[t,n],");
  });
});

describe("editTasks", () => {
  const old = {
    path: "lib/load.js",
    text: [
      "const path = require('path');",
      "",
      "function load(name, done) {",
      "  const file = path.join(root, name);",
      "  read(file, options, done);",
      "  watch(file, options, done);",
      "}",
      "",
    ].join("\n"),
  };
  const now = { ...old, text: old.text.replaceAll(/\b(read|watch)\(file/g, "$1(fs, file") };

  it("puts the cursor behind the first word that the authors changed, with what stood there before", () => {
    const tasks = editTasks([old], [now], 5, new SeededRandom(0));
    expect(tasks).toHaveLength(1);
    expect(tasks[0]).toMatchObject({
      id: "edit-0",
      family: "edit",
      kind: "block",
      path: "lib/load.js",
      expected: "file, options, done);\n  watch(fs, file, options, done);",
      suffix: "\n}\n",
      earlier: "file, options, done);\n  watch(file, options, done);\n}\n",
    });
    const [{ prefix, expected, suffix } = { prefix: "", expected: "", suffix: "" }] = tasks;
    expect(prefix + expected + suffix).toBe(now.text);
  });

  it("passes over files that are new, unchanged or written anew, and changes of a single line", () => {
    const oneLine = { ...old, text: old.text.replace("read(file", "read(fs, file") };
    const anew = { ...old, text: "something();\nquite();\nelse();\n" };
    for (const file of [{ ...now, path: "lib/other.js" }, old, oneLine, anew]) {
      expect(editTasks([old], [file], 5, new SeededRandom(0))).toEqual([]);
    }
  });
});

describe("renameTasks", () => {
  const tasks = Array.from({ length: 20 }, (_, seed) =>
    renameTasks([renamed], 1, new SeededRandom(seed)),
  ).flat();

  it("undoes to the file: the earlier text is what stood from the cursor on", () => {
    expect(tasks.length).toBe(20);
    for (const { prefix, suffix, expected, earlier = "" } of tasks) {
      const changed = /\w+/.exec(differentWords(expected, earlier))?.[0] ?? "";
      expect(earlier.endsWith(suffix)).toBe(true);
      const region = earlier.slice(0, earlier.length - suffix.length);
      const old = [...new Set(region.match(/\w+/g))].find((word) => !expected.includes(word)) ?? "";
      const undo = (text: string): string =>
        text.replaceAll(new RegExp(`\\b${changed}\\b`, "g"), old);
      expect(undo(prefix) + region + suffix).toBe(renamed.text);
      expect(undo(expected)).toBe(region);
    }
  });

  it("has changed the name everywhere before the cursor and nowhere behind the expected text", () => {
    for (const { prefix, suffix, expected, earlier = "" } of tasks) {
      const changed = differentWords(expected, earlier);
      const numBefore = prefix.split("\n").filter((line) => line.includes(changed)).length;
      expect(numBefore).toBeGreaterThanOrEqual(3);
      expect(suffix).not.toContain(changed);
      expect(expected.split(changed).length - 1).toBeGreaterThanOrEqual(2);
      expect(expected.split("\n").length).toBeLessThanOrEqual(6);
    }
  });

  it("finds nothing where no name is declared and used often enough", () => {
    const prose = { path: "a.md", text: "words of words and words for words\n".repeat(9) };
    expect(renameTasks([prose], 3, new SeededRandom(1))).toEqual([]);
  });

  it("changes a name's last word and keeps its number and case", () => {
    expect(changedName("cachedTokens", "piece")).toBe("cachedPieces");
    expect(changedName("token", "piece")).toBe("piece");
    expect(changedName("entries", "entry")).toBe("entries");
    expect(changedName("className", "entry")).toBe("classEntry");
    expect(changedName("class", "entry")).toBe("entry");
  });
});

/** The word of the expected text that the earlier one does not have. */
function differentWords(expected: string, earlier: string): string {
  const known = new Set(earlier.match(/\w+/g));
  return expected.match(/\w+/g)?.find((word) => !known.has(word)) ?? "";
}

describe("tableTasks", () => {
  it("takes the last rows out of a table", () => {
    const [task, ...others] = tableTasks([table], 5, new SeededRandom(3));
    expect(others).toEqual([]);
    expect((task?.prefix ?? "") + (task?.expected ?? "") + (task?.suffix ?? "")).toBe(table.text);
    expect(task?.suffix).toBe("\n];\n");
    const rows = task?.expected.split("\n") ?? [];
    expect(rows.length).toBeGreaterThanOrEqual(2);
    expect(rows.length).toBeLessThanOrEqual(4);
    for (const row of rows) expect(lineForm(row)).toBe("[t,n],");
  });

  it("passes over five rows, imports and lines without data", () => {
    const lines = (line: string, count: number): SourceFile => ({
      path: "a.ts",
      text: `${line}\n`.repeat(count),
    });
    expect(tableTasks([lines('["a", 1],', 5)], 1, new SeededRandom(0))).toEqual([]);
    expect(tableTasks([lines('import a from "a";', 9)], 1, new SeededRandom(0))).toEqual([]);
    expect(tableTasks([lines("call(it);", 9)], 1, new SeededRandom(0))).toEqual([]);
    expect(tableTasks([lines("call(1);", 6)], 1, new SeededRandom(0))).toHaveLength(1);
  });
});

describe("blockTasks", () => {
  const repeated = Array.from(
    { length: 30 },
    (_, i) =>
      `  if (ready) run(first, second, third);\n  note${String(i % 2)}(ready, done, left);\n`,
  );
  const unlike = [
    "let total = compute(1) ?? 2;",
    "while (total --> 0) yield* others[total];",
    "throw new RangeError(`${String(total)}`);",
    "}, { once: true });",
    "export default class extends Reader {",
    "  static #names = /[a-z]+|[0-9]/u;",
    "",
  ].join("\n");

  it("finds blocks like the rest of their file, and none in a file without", () => {
    const same = [{ path: "same.ts", text: repeated.join("") }];
    expect(blockTasks("similar", same, 3, new SeededRandom(0))).toHaveLength(3);
    expect(blockTasks("fresh", same, 3, new SeededRandom(0))).toEqual([]);
  });

  it("finds fresh blocks where the file says nothing of them", () => {
    const other = [{ path: "other.ts", text: unlike }];
    expect(blockTasks("similar", other, 1, new SeededRandom(0))).toEqual([]);
    expect(blockTasks("fresh", other, 1, new SeededRandom(0))).toHaveLength(1);
  });
});

describe("tasksOfSource and tasksOfCases", () => {
  const files = [renamed, table];

  it("gives the same tasks for the same seed, each with a name of its own", () => {
    const tasks = tasksOfSource(files, { perFamily: 3, seed: 5 });
    expect(tasksOfSource(files, { perFamily: 3, seed: 5 })).toEqual(tasks);
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
  });

  it("takes so many of each kind of a cases file, and scripts edits in its texts", () => {
    const cases = tasksOfSource(files, { perFamily: 9, seed: 1 }).filter(
      ({ family, kind }) => family === kind,
    );
    const tasks = tasksOfCases(cases, { perFamily: 2, seed: 1 });
    expect(tasks.filter(({ family }) => family === "line")).toEqual(
      cases.filter(({ kind }) => kind === "line").slice(0, 2),
    );
    expect(tasks.some(({ family }) => family === "rename")).toBe(true);
    expect(tasks.some(({ family }) => family === "table")).toBe(true);
  });
});
