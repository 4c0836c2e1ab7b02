import { describe, expect, it } from "vitest";
import type { CompletionCase } from "../../../src/cli/cases/completionCase";
import { evalReport, type EvalSetting } from "../../../src/cli/measure/evalReport";
import type { EvaluatedCase } from "../../../src/cli/measure/evalSummary";
import { formatEval } from "../../../src/cli/terminal/formatEval";
import { emptyStats } from "../../../src/core/stats/decodeStats";

const setting: EvalSetting = {
  model: "toy",
  precision: "fp32",
  threads: 1,
  strategy: "autoregressive",
  temperature: 0,
  seed: 0,
  maxTokens: 64,
};

function evaluated(
  kind: CompletionCase["kind"],
  expected: string,
  text: string,
  totalMs: number,
): EvaluatedCase {
  const stats = { ...emptyStats, totalMs };
  return {
    completionCase: { id: "a", kind, path: "a.ts", prefix: "", suffix: "", expected },
    record: { id: "a", text, outcome: text === "" ? "emptyCompletion" : "suggestion", stats },
  };
}

const report = evalReport(setting, [
  evaluated("line", "abcd", "abcd", 10),
  evaluated("line", "abcd", "abxx", 20),
  evaluated("line", "abcd", "", 30),
  evaluated("mid", "xy", "x", 40),
]);

describe("evalReport", () => {
  it("has a summary for each kind of which there are cases, and one for all", () => {
    expect(Object.keys(report.kinds)).toEqual(["line", "mid"]);
    expect(report.all.numCases).toBe(4);
  });

  it("computes the figures as they are defined", () => {
    expect(report.kinds.line).toMatchObject({
      numCases: 3,
      exactMatch: 1 / 3,
      editSimilarity: 0.5,
      charactersKept: 6 / 8,
      emptyShare: 1 / 3,
      latencyMs: { p50: 20, p95: 29 },
    });
    expect(report.kinds.mid).toMatchObject({
      exactMatch: 0,
      editSimilarity: 0.5,
      charactersKept: 1,
    });
  });

  it("says nothing about no cases", () => {
    expect(evalReport(setting, []).all).toMatchObject({
      numCases: 0,
      exactMatch: undefined,
      charactersKept: undefined,
      latencyMs: { p50: undefined, p95: undefined },
    });
  });
});

describe("formatEval", () => {
  it("prints a line for each kind and what the figures mean", () => {
    const lines = formatEval(report).split("\n");
    expect(lines[0]).toBe("toy, fp32, threads 1, autoregressive, temperature 0");
    expect(lines[2]?.split(/ {2,}/)).toEqual([
      "kind",
      "n",
      "exact",
      "similarity",
      "kept",
      "empty",
      "p50 ms",
      "p95 ms",
      "tokens/pass",
    ]);
    expect(lines[3]?.split(/ {2,}/)).toEqual([
      "line",
      "3",
      "33.3 %",
      "50.0 %",
      "75.0 %",
      "33.3 %",
      "20.0",
      "29.0",
      "-",
    ]);
    expect(lines.slice(4, 6).map((line) => line.split(" ")[0])).toEqual(["mid", "all"]);
    expect(lines.join("\n")).toContain("kept: characters before the first wrong one");
  });
});
