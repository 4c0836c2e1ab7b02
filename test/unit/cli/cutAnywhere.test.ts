import { describe, expect, it } from "vitest";
import { caseTexts } from "../../../src/cli/cases/caseTexts";
import type { CompletionCase } from "../../../src/core/check/completionCase";
import { cutAnywhere } from "../../../src/cli/cases/cutAnywhere";
import type { SourceFile } from "../../../src/cli/cases/sourceFiles";
import { SeededRandom } from "../../../src/cli/seededRandom";

const file: SourceFile = { path: "src/a.ts", text: "\nlet a = 1;  \n\n  f(😀);\nend" };

const cut = (count: number, seed: number, files = [file]): readonly CompletionCase[] =>
  cutAnywhere(files, count, new SeededRandom(seed));

describe("cutAnywhere", () => {
  it("reaches every place with text before it and on the rest of its line, once", () => {
    const cursors = cut(1000, 1).map(({ prefix }) => prefix.length);
    // Not before or right behind "let a = 1;", not in blank lines, not inside the character of two units.
    const expected = [2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 17, 18, 19, 21, 22, 24, 25, 26];
    expect(cursors.toSorted((a, b) => a - b)).toEqual(expected);
  });

  it("expects the rest of the line without blanks at its end", () => {
    for (const one of cut(1000, 2)) {
      const line = file.text.slice(one.prefix.length).split("\n")[0] ?? "";
      expect(one.expected).toBe(line.trimEnd());
      expect(one.prefix + one.expected + one.suffix).toBe(file.text);
      expect(one.kind).toBe("anywhere");
    }
  });

  it("numbers cases, and gives the same ones for the same seed only", () => {
    const ids = cut(3, 3).map(({ id }) => id);
    expect(ids).toEqual(["anywhere-0000", "anywhere-0001", "anywhere-0002"]);
    expect(cut(9, 3)).toEqual(cut(9, 3));
    expect(cut(9, 3)).not.toEqual(cut(9, 4));
  });

  it("takes files in proportion to their length", () => {
    const line = (length: number): string => `x\n${"y".repeat(length - 2)}`;
    const files = [
      { path: "short.ts", text: line(1000) },
      { path: "long.ts", text: line(3000) },
    ];
    const numLong = cut(400, 5, files).filter(({ path }) => path === "long.ts").length;
    expect(numLong).toBeGreaterThan(270);
    expect(numLong).toBeLessThan(330);
  });

  it("finds nothing where nothing is", () => {
    expect(cut(3, 1, [])).toEqual([]);
    expect(cut(3, 1, [{ path: "a.ts", text: "a\n\n" }])).toEqual([]);
  });
});

describe("caseTexts", () => {
  it("puts the text of a case together again, the same text once", () => {
    const cases = cut(12, 6);
    expect(caseTexts(cases)).toEqual([file]);
    const other = { ...file, path: "b.ts" };
    expect(caseTexts([...cases, ...cut(2, 6, [other])])).toEqual([file, other]);
  });
});
