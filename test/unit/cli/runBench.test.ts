import { describe, expect, it } from "vitest";
import type { BenchReport } from "../../../src/cli/bench/benchReport";
import type { DecodedCase } from "../../../src/cli/bench/decodeProbe";
import { runBench, type BenchPlan } from "../../../src/cli/bench/runBench";
import type { CompletionCase } from "../../../src/core/check/completionCase";
import { formatBench } from "../../../src/cli/terminal/formatBench";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import { emptyStats, withRatios } from "../../../src/core/stats/decodeStats";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();

/** The tokens of a text, decoded in so many milliseconds and passes. */
function decoded(text: string, decodeMs: number, numPasses: number): DecodedCase {
  const tokens = vocabulary.encode(text);
  const numGeneratedTokens = tokens.length;
  return {
    prompt: Int32Array.of(0),
    constraint: unconstrained,
    tokens,
    text,
    stats: withRatios({
      ...emptyStats,
      numGeneratedTokens,
      numPasses,
      numNodes: 2 * numPasses,
      numAcceptedTokens: numGeneratedTokens - numPasses,
      numBonusTokens: numPasses,
      decodeMs,
    }),
  };
}

const cases = ["a", "b", "c"].map((id): CompletionCase => ({
  id,
  kind: "line",
  path: "a.ts",
  prefix: "x",
  suffix: "",
  expected: "",
}));

/** What each strategy makes of each case. */
const decodes: Readonly<Record<string, readonly (DecodedCase | undefined)[]>> = {
  plain: [decoded("xyz", 30, 3), decoded("xyz", 30, 3), decoded("xy", 20, 2)],
  same: [decoded("xyz", 10, 1), decoded("xyz", 15, 1), decoded("xy", 5, 1)],
  other: [decoded("xyz", 30, 3), decoded("xz", 30, 2), decoded("x", 20, 1)],
  gaveUp: [decoded("xyz", 30, 3), undefined, decoded("xy", 20, 2)],
};

const plan = (strategies: readonly string[], overrides: Partial<BenchPlan> = {}): BenchPlan => ({
  cases,
  strategies,
  decode: (completionCase, strategy) =>
    Promise.resolve(decodes[strategy]?.[cases.indexOf(completionCase)]),
  gapSource: { vocabulary, gapAt: (_, position) => Promise.resolve(0.5 + position) },
  cancellation: { isCancelled: false },
  onTurn: () => undefined,
  ...overrides,
});

describe("runBench", () => {
  it("pools speeds over the cases and compares them case by case", async () => {
    const [baseline, same] = await runBench(plan(["plain", "same"]));
    expect(baseline).toMatchObject({
      strategy: "plain",
      tokensPerSecond: 100,
      msPerToken: 10,
      nodesPerPass: 2,
      speedUp: null,
      equality: null,
    });
    expect(same).toMatchObject({
      strategy: "same",
      msPerToken: 30 / 8,
      speedUp: { median: 3, low: 2, high: 4 },
      equality: { numEqual: 3, numCases: 3, differences: [] },
    });
  });

  it("names the first token that differs, and the gap there", async () => {
    const [, other] = await runBench(plan(["plain", "other"]));
    const token = (text: string) => ({ id: vocabulary.encode(text)[0], text });
    expect(other?.equality).toEqual({
      numEqual: 1,
      numCases: 3,
      differences: [
        { caseId: "b", position: 1, expected: token("y"), actual: token("z"), topTwoGap: 1.5 },
        { caseId: "c", position: 1, expected: token("y"), actual: null, topTwoGap: 1.5 },
      ],
    });
  });

  it("leaves out cases that not all strategies have completed", async () => {
    const [baseline, gaveUp] = await runBench(plan(["plain", "gaveUp"]));
    expect(baseline?.stats.numGeneratedTokens).toBe(5);
    expect(gaveUp?.equality).toMatchObject({ numEqual: 2, numCases: 2 });
  });

  it("stops when cancelled, with what is complete", async () => {
    const cancellation = { isCancelled: false };
    let numTurns = 0;
    const [baseline] = await runBench(
      plan(["plain", "same"], {
        cancellation,
        onTurn: () => {
          numTurns++;
          cancellation.isCancelled = numTurns === 5;
        },
      }),
    );
    expect(numTurns).toBe(5);
    expect(baseline?.stats.decodeMs).toBe(30 + 30);
  });
});

describe("formatBench", () => {
  it("prints a line for each strategy and one for each difference", async () => {
    const report: BenchReport = {
      machine: { cpu: "A CPU", cores: 2, platform: "linux x64", node: "20.0.0", onnxruntime: "1" },
      model: "toy",
      cases: "3 cases",
      maxTokens: 64,
      temperature: 0,
      seed: 0,
      runs: [
        { precision: "int8", threads: 2, strategies: await runBench(plan(["plain", "other"])) },
      ],
    };
    const lines = formatBench(report).split("\n");
    expect(lines.slice(0, 2)).toEqual([
      "toy, 3 cases, at most 64 tokens, temperature 0",
      "A CPU, 2 cores, threads 2, linux x64, node 20.0.0, onnxruntime 1",
    ]);
    expect(lines.slice(4, 6).map((line) => line.split(/ {2,}/))).toEqual([
      ["int8", "plain", "100.0", "10.00", "1.00", "2.00", "-", "-"],
      ["int8", "other", "75.0", "13.33", "1.00", "2.00", "0.67 (0.50 - 1.00)", "1 of 3"],
    ]);
    expect(lines.slice(6, 10)).toEqual([
      "",
      "int8, other differs from autoregressive:",
      '  b, token 2: "y" / "z", gap 1.50000',
      '  c, token 2: "y" / the end, gap 1.50000',
    ]);
  });
});
