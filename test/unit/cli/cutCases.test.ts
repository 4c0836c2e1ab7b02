import { describe, expect, it } from "vitest";
import { cutCases } from "../../../src/cli/cases/cutCases";
import type { SourceFile } from "../../../src/cli/cases/sourceFiles";
import { SeededRandom } from "../../../src/cli/seededRandom";

const files: readonly SourceFile[] = ["first", "second", "third"].map((name) => ({
  path: `src/${name}.ts`,
  text: Array.from(
    { length: 40 },
    (_, line) =>
      `  const ${name}${String(line)} = compute(${String(line)});\n${line % 5 === 0 ? "\n" : ""}  // a comment\n  }\n`,
  ).join(""),
}));

const cut = (count: number, seed: number, from = files) =>
  cutCases(from, count, new SeededRandom(seed));

describe("cutCases", () => {
  it("cuts the three kinds in turn and numbers them", () => {
    expect(cut(7, 1).map((one) => one.id)).toEqual([
      "line-0000",
      "mid-0001",
      "block-0002",
      "line-0003",
      "mid-0004",
      "block-0005",
      "line-0006",
    ]);
  });

  it("gives the same cases for the same seed and others for another", () => {
    expect(cut(30, 1)).toEqual(cut(30, 1));
    expect(cut(30, 1)).not.toEqual(cut(30, 2));
  });

  it("takes out text that the file holds at that place", () => {
    for (const one of cut(60, 3)) {
      const file = files.find((candidate) => candidate.path === one.path);
      expect(file?.text).toContain(one.prefix + one.expected + one.suffix);
    }
  });

  it("cuts what each kind promises", () => {
    for (const one of cut(90, 4)) {
      const before = one.prefix.slice(one.prefix.lastIndexOf("\n") + 1);
      const numLines = one.expected.split("\n").length;
      expect(one.suffix.startsWith("\n")).toBe(true);
      expect(one.expected).toBe(one.expected.trim());
      expect(one.expected.startsWith("//")).toBe(false);
      if (one.kind === "mid") {
        expect(before).toMatch(/[A-Za-z_]$/);
        expect(one.expected).toMatch(/^\w.{3,}$/);
      } else {
        expect(before).toMatch(/^\s*$/);
        expect(one.expected.length).toBeGreaterThanOrEqual(8);
      }
      if (one.kind === "block") {
        expect(numLines).toBeGreaterThanOrEqual(2);
        expect(numLines).toBeLessThanOrEqual(6);
      } else {
        expect(numLines).toBe(1);
      }
    }
  });

  it("takes no line twice for one kind", () => {
    const lines = cut(300, 5)
      .filter((one) => one.kind === "line")
      .map((one) => one.path + one.expected);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it("keeps the shares equal when the source runs out", () => {
    const few = cut(1000, 6);
    const counts = ["line", "mid", "block"].map(
      (kind) => few.filter((one) => one.kind === kind).length,
    );
    expect(few.length).toBeGreaterThan(100);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it("finds nothing in nothing", () => {
    expect(cut(3, 1, [])).toEqual([]);
    expect(cut(3, 1, [{ path: "a.ts", text: "// only\n}\n" }])).toEqual([]);
  });

  it("clips far text without halving a character", () => {
    const wide = {
      path: "a.ts",
      text: `${"😀".repeat(4001)}\nconst a = 1;\n${"😀".repeat(4001)}\n`,
    };
    for (const one of cut(6, 1, [wide])) {
      expect(one.prefix.length).toBeLessThanOrEqual(6000);
      expect(one.suffix.length).toBeLessThanOrEqual(2000);
      expect(Buffer.from(one.prefix).toString()).toBe(one.prefix);
      expect(Buffer.from(one.suffix).toString()).toBe(one.suffix);
    }
  });
});
