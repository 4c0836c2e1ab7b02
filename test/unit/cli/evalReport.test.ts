import { describe, expect, it } from "vitest";
import type { CaseKind } from "../../../src/core/check/completionCase";
import { evalReport, type EvalSetting } from "../../../src/cli/measure/evalReport";
import type { CaseRun, EvaluatedCase } from "../../../src/cli/measure/evaluatedCase";
import { formatEval } from "../../../src/cli/terminal/formatEval";
import { emptyStats, noStageMs, type DecodeStats } from "../../../src/core/stats/decodeStats";

const setting: EvalSetting = {
  model: "toy",
  precision: "fp32",
  threads: 1,
  hole: "window",
  layout: "prefix-first",
  seesSuffix: true,
  ways: ["exact"],
  strategy: "autoregressive",
  temperature: 0,
  seed: 0,
  maxTokens: 64,
};

function run(text: string, stats: Partial<DecodeStats> = {}, bits?: number): CaseRun {
  return {
    way: { name: "exact", healing: "exact", context: "none" },
    record: {
      id: "a",
      text,
      outcome: text === "" ? "emptyCompletion" : "suggestion",
      stats: { ...emptyStats, ...stats },
    },
    bits,
    numContextTokens: 0,
  };
}

function evaluated(
  kind: CaseKind,
  expected: string,
  runs: readonly CaseRun[],
  path = "a.ts",
): EvaluatedCase {
  return { completionCase: { id: "a", kind, path, prefix: "", suffix: "", expected }, runs };
}

const report = evalReport(setting, [
  evaluated("line", "abcd", [run("abcd", { totalMs: 10 })]),
  evaluated("line", "abcd", [run("abxx", { totalMs: 20 })]),
  evaluated("line", "abcd", [run("", { totalMs: 30 })]),
  evaluated("mid", "xy", [run("x", { totalMs: 40 })], "a.py"),
]);

/** Two ways of healing on three cases; the last one's bits are of no use. */
const compared = evalReport({ ...setting, ways: ["exact", "none"] }, [
  evaluated("mid", "abcd", [run("abcd", {}, 2), run("abxx", {}, 6)]),
  evaluated("mid", "abcdef", [run("abcdef", {}, 3), run("abcdef", {}, 3)]),
  evaluated("mid", "ab", [run("", {}, 1), run("ab", {}, Infinity)]),
]);

describe("evalReport", () => {
  it("has figures for each kind and language of which there are cases, and for all", () => {
    expect(Object.keys(report.kinds)).toEqual(["line", "mid"]);
    expect(Object.keys(report.languages)).toEqual(["TypeScript", "Python"]);
    expect(report.languages["Python"]?.ways["exact"]?.numCases).toBe(1);
    expect(report.all.ways["exact"]?.numCases).toBe(4);
    expect(report.all.differences).toEqual([]);
  });

  it("computes the figures as they are defined", () => {
    expect(report.kinds.line?.ways["exact"]).toMatchObject({
      numCases: 3,
      exactMatch: { value: 1 / 3, low: 0, high: 1 },
      editSimilarity: { value: 0.5 },
      numCasesWithBits: 0,
      bitsPerCharacter: undefined,
      charactersKept: 6 / 8,
      emptyShare: 1 / 3,
      latencyMs: { p50: 20, p95: 29 },
    });
    expect(report.kinds.mid?.ways["exact"]).toMatchObject({
      exactMatch: { value: 0 },
      editSimilarity: { value: 0.5 },
      charactersKept: 1,
    });
  });

  it("says what healing costs", () => {
    const heal = (ms: number): DecodeStats["ms"] => ({ ...noStageMs, heal: ms });
    const { all } = evalReport(setting, [
      evaluated("mid", "a", [
        run("a", { numRequests: 1, numHealPasses: 1, numCovers: 30, ms: heal(4) }),
      ]),
      evaluated("mid", "a", [run("a", { numRequests: 1, ms: heal(2) })]),
    ]);
    expect(all.ways["exact"]).toMatchObject({
      healPassShare: 0.5,
      coversPerRequest: 15,
      healMs: { p50: 3 },
    });
  });

  it("measures bits on the cases that have them with every way of healing", () => {
    const { exact, none } = compared.all.ways;
    expect(exact).toMatchObject({ numCases: 3, numCasesWithBits: 2 });
    expect(exact?.bitsPerCharacter?.value).toBeCloseTo(5 / 10, 12);
    expect(none?.bitsPerCharacter?.value).toBeCloseTo(9 / 10, 12);
    expect(none?.meanBitsPerCharacter?.value).toBeCloseTo((6 / 4 + 3 / 6) / 2, 12);
  });

  it("compares the first way of healing with the others, case by case", () => {
    const [difference, ...others] = compared.all.differences;
    expect(others).toEqual([]);
    expect(difference).toMatchObject({ first: "exact", second: "none" });
    // Better on the first case, equal on the second, worse on the third.
    expect(difference?.exactMatch?.value).toBe(0);
    expect(difference?.editSimilarity?.value).toBeCloseTo((0.5 + 0 - 1) / 3, 12);
    expect(difference?.bitsPerCharacter?.value).toBeCloseTo(-4 / 10, 12);
    expect(difference?.meanBitsPerCharacter?.value).toBeCloseTo(-1 / 2, 12);
  });

  it("gives a difference that is the same at every case no width", () => {
    const cases = ["a", "bcd", "ef"].map((expected, i) =>
      evaluated("mid", expected, [
        run(expected, {}, i * expected.length),
        run(expected, {}, (i + 1) * expected.length),
      ]),
    );
    const { all } = evalReport({ ...setting, ways: ["exact", "none"] }, cases);
    const [difference] = all.differences;
    expect(difference?.bitsPerCharacter).toEqual({ value: -1, low: -1, high: -1 });
    expect(difference?.meanBitsPerCharacter).toEqual({ value: -1, low: -1, high: -1 });
  });

  it("says nothing about no cases", () => {
    expect(evalReport(setting, []).all.ways["exact"]).toMatchObject({
      numCases: 0,
      exactMatch: undefined,
      charactersKept: undefined,
      latencyMs: { p50: undefined, p95: undefined },
    });
  });
});

const cellsOf = (line: string | undefined): string[] | undefined => line?.split(/ {2,}/);

describe("formatEval", () => {
  it("prints a line for each kind and language, and what the figures mean", () => {
    const lines = formatEval(report).split("\n");
    expect(lines[0]).toBe(
      "toy, fp32, threads 1, hole window, layout prefix-first, autoregressive, temperature 0",
    );
    const titles = ["cases", "way", "n", "exact", "similarity", "kept", "empty"];
    expect(cellsOf(lines[2])).toEqual(titles);
    const [name, healing, n, exact, , kept, empty] = cellsOf(lines[3]) ?? [];
    expect([name, healing, n, exact]).toEqual(["line", "exact", "3", "33.3 (0.0 to 100.0)"]);
    expect([kept, empty]).toEqual(["75.0 %", "33.3 %"]);
    const names = lines.slice(4, 8).map((line) => line.split(" ")[0]);
    expect(names).toEqual(["mid", "TypeScript", "Python", "all"]);
    expect(cellsOf(lines[9])).toContain("heal p50 ms");
    expect(lines.join("\n")).toContain("kept: characters before the first wrong one");
    expect(lines.join("\n")).not.toContain("bits");
  });

  it("prints ways of healing below each other, their differences, and bits where they were measured", () => {
    const lines = formatEval(compared).split("\n");
    expect(cellsOf(lines[2])).toContain("bits/char");
    expect(lines.slice(3, 5).map((line) => cellsOf(line)?.slice(0, 3))).toEqual([
      ["mid", "exact", "3"],
      ["mid", "none", "3"],
    ]);
    const difference = lines.find((line) => line.startsWith("mid    exact - none"));
    expect(cellsOf(difference)).toContain("0.0 (-100.0 to 100.0)");
    expect(lines.join("\n")).toContain("bits/char: -log2");
  });

  it("says how much context was shown, where some was", () => {
    const shown = evalReport(setting, [
      evaluated("line", "ab", [{ ...run("ab"), numContextTokens: 30 }]),
      evaluated("line", "ab", [{ ...run("ab"), numContextTokens: 50 }]),
    ]);
    const lines = formatEval(shown).split("\n");
    expect(cellsOf(lines.find((line) => line.includes("p50 ms")))?.[2]).toBe("context");
    expect(shown.all.ways["exact"]?.contextTokens).toBe(40);
    expect(lines.join("\n")).toContain("context: mean tokens");
    expect(formatEval(report)).not.toContain("context: mean tokens");
  });
});
