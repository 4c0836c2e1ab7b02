import { describe, expect, it } from "vitest";
import type { DecodedCase } from "../../../src/cli/bench/decodeProbe";
import { autoregressive } from "../../../src/core/decode/autoregressive";
import { tokenRecycling } from "../../../src/core/decode/tokenRecycling";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import { emptyStats, noStageMs, withRatios } from "../../../src/core/stats/decodeStats";
import { firstDifference } from "../../bench/decode/comparePeers";
import { benchStrategies } from "../../bench/decode/figures/benchStrategies";
import { measureCosts } from "../../bench/decode/figures/costCurve";
import type { BenchedStrategy, DecodeReport } from "../../bench/decode/figures/decodeReport";
import type { DraftFigures } from "../../bench/decode/figures/draftFigures";
import { costAt, referenceTrees } from "../../bench/decode/figures/referenceTrees";
import { readOptions } from "../../bench/decode/options";
import { markdownReport } from "../../bench/decode/report/markdownReport";
import { markdownTable } from "../../bench/decode/report/markdownTable";
import { placeOf, plotsOf } from "../../bench/decode/report/plots";
import type { BenchTask, TaskFamily } from "../../bench/decode/tasks/benchTask";
import { quantiseQ8 } from "../../bench/peers/quantiseQ8";
import { ggmlFormats } from "../../../src/runtime/ggml/ggmlFormats";
import { FakeModel } from "../../support/fakeModel";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();

const tasks = (["line", "line", "rename"] as const).map((family: TaskFamily, i): BenchTask => ({
  ...{ id: `${family}-${String(i)}`, family, kind: "line", path: "a.ts" },
  ...{ prefix: "x", suffix: "", expected: "" },
}));

function decoded(text: string, decodeMs: number, numPasses: number): DecodedCase {
  const tokens = vocabulary.encode(text);
  const numGeneratedTokens = tokens.length;
  const counts = { numGeneratedTokens, numPasses, numNodes: 2 * numPasses, decodeMs };
  const stats = withRatios({
    ...{ ...emptyStats, ...counts, numRequests: 1 },
    numAcceptedTokens: numGeneratedTokens - numPasses,
    numBonusTokens: numPasses,
    ms: { ...noStageMs, forward: 0.75 * decodeMs, draft: 0.25 * decodeMs },
  });
  return { prompt: Int32Array.of(0), constraint: unconstrained, tokens, text, stats };
}

const noDrafts: DraftFigures = { numLevels: 0, byRank: {}, byExpectation: [] };

/** What each strategy makes of each task: twice as fast in the lines, half as fast in the rename. */
const decodes: Readonly<Record<string, readonly DecodedCase[]>> = {
  [autoregressive.id]: [decoded("xyz", 30, 3), decoded("xyz", 30, 3), decoded("xyzz", 40, 4)],
  [tokenRecycling.id]: [decoded("xyz", 15, 1), decoded("xyy", 15, 2), decoded("xyzz", 80, 4)],
};

function bench(overrides: { readonly numDone?: number } = {}): Promise<readonly BenchedStrategy[]> {
  let numDone = 0;
  const cancellation = { isCancelled: false };
  return benchStrategies({
    ...{ tasks, strategies: [autoregressive, tokenRecycling], cancellation },
    hasSameDraws: () => true,
    decode: (task, strategy) => Promise.resolve(decodes[strategy]?.[tasks.indexOf(task)]),
    draftsOf: () => noDrafts,
    gapSource: { vocabulary, gapAt: () => Promise.resolve(0.25) },
    onTurn: () => {
      numDone += 1;
      if (numDone === overrides.numDone) cancellation.isCancelled = true;
    },
  });
}

describe("benchStrategies", () => {
  it("pools over all tasks and compares family by family", async () => {
    const [plain, other] = await bench();
    expect(plain?.tokensPerSecond).toBe(100);
    expect(plain?.families.map(({ family, numTasks }) => [family, numTasks])).toEqual([
      ["line", 2],
      ["rename", 1],
    ]);
    expect(plain?.families[0]?.speedUp).toBeNull();
    expect(other?.tokensPerSecond).toBeCloseTo(10_000 / 110, 10);
    expect(other?.speedUp?.median).toBe(2);
    expect(other?.families.map(({ speedUp }) => speedUp?.median)).toEqual([2, 0.5]);
    expect(other?.families[0]?.meanAcceptanceLength).toBe(2);
    expect(other?.outsideShare).toBe(0.25);
    expect(other?.equality).toMatchObject({ numEqual: 2, numCases: 3 });
    expect(other?.equality?.differences).toMatchObject([
      { caseId: "line-1", position: 2, topTwoGap: 0.25 },
    ]);
  });

  it("leaves out of every family what an interrupted run has not done with all strategies", async () => {
    const [plain, other] = await bench({ numDone: 5 });
    const counts = [plain, other].map((one) =>
      one?.families.map(({ family, numTasks }) => [family, numTasks]),
    );
    expect(counts[0]).toEqual(counts[1]);
    expect(plain?.stats.numRequests).toBe(2);
    expect(plain?.families.reduce((sum, { numTasks }) => sum + numTasks, 0)).toBe(2);
  });
});

describe("measureCosts", () => {
  it("takes the median of each size's passes without the first round, and leaves the cache empty", async () => {
    const model = new FakeModel({ vocabSize: 8, logitsOf: () => new Float32Array(8) });
    let now = 0;
    let isFirst = true;
    const durations = new Map([
      [1, [9, 2, 4, 3]],
      [3, [90, 7, 5, 6]],
    ]);
    const numPasses = new Map<number, number>();
    const forward = model.forward.bind(model);
    model.forward = (tree, rows, options) => {
      if (model.cachedLength === 5) {
        const index = numPasses.get(tree.size) ?? 0;
        numPasses.set(tree.size, index + 1);
        now += durations.get(tree.size)?.[index] ?? 0;
        isFirst = false;
      }
      return forward(tree, rows, options);
    };
    const tokens = Int32Array.from({ length: 8 }, (_, i) => i);
    const clock = { now: () => now };
    const curve = await measureCosts(model, tokens, {
      cachedLength: 5,
      sizes: [1, 3],
      numRounds: 3,
      clock,
    });
    expect(isFirst).toBe(false);
    expect(curve).toEqual({
      cachedLength: 5,
      points: [
        { numNodes: 1, ms: 3, low: 2.5, high: 3.5 },
        { numNodes: 3, ms: 6, low: 5.5, high: 6.5 },
      ],
    });
    expect(model.cachedLength).toBe(0);
  });
});

const costs = {
  cachedLength: 64,
  points: [
    { numNodes: 1, ms: 10, low: 10, high: 10 },
    { numNodes: 4, ms: 13, low: 13, high: 13 },
    { numNodes: 32, ms: 41, low: 41, high: 41 },
  ],
};

describe("referenceTrees", () => {
  it("reads costs between measured sizes in proportion, and holds them beyond", () => {
    expect([1, 2, 4, 18, 32, 40].map((size) => costAt(costs, size))).toEqual([
      10, 11, 13, 27, 41, 41,
    ]);
  });

  it("finds the fastest chain where only a drafter's first guesses are ever right", async () => {
    const [, other] = await bench();
    const drafts: DraftFigures = {
      ...noDrafts,
      byRank: {
        rare: [{ numDrafted: 30, numTaken: 30 }],
        often: [
          { numDrafted: 100, numTaken: 60 },
          { numDrafted: 100, numTaken: 0 },
          { numDrafted: 5, numTaken: 5 },
        ],
      },
    };
    const [tree] = referenceTrees(other === undefined ? [] : [{ ...other, drafts }], costs);
    expect(tree?.drafter).toBe("often");
    // The third rank was drafted too rarely to have a rate.
    expect(tree?.rates).toEqual([0.6, 0]);
    // A chain of n drafts yields (1 - .6^(n+1)) / .4 tokens in 10 + n ms: best at 4.
    const rates = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (n) => (1 - 0.6 ** (n + 1)) / 0.4 / costAt(costs, n + 1),
    );
    const best = 1 + rates.indexOf(Math.max(...rates));
    expect(tree?.depth).toBe(best);
    expect(tree?.numNodes).toBe(best + 1);
    expect(tree?.tokensPerSecond).toBeCloseTo(1000 * Math.max(...rates), 8);
  });

  it("has nothing to say without costs or drafts", async () => {
    expect(referenceTrees(await bench(), costs)).toEqual([]);
    expect(referenceTrees(await bench(), undefined)).toEqual([]);
  });
});

describe("firstDifference", () => {
  it("finds the first token that differs, a missing one included", () => {
    expect(firstDifference([1, 2], [1, 2])).toBeUndefined();
    expect(firstDifference([1, 2, 3], [1, 4, 3])).toBe(1);
    expect(firstDifference([1, 2], [1, 2, 3])).toBe(2);
    expect(firstDifference([1], [])).toBe(0);
  });
});

describe("quantiseQ8", () => {
  it("is read back by the format's own reader with half a step of error at most", () => {
    const values = Float32Array.from({ length: 96 }, (_, i) =>
      i < 64 ? Math.sin(i * i) * (i + 1) : 0,
    );
    const bytes = quantiseQ8(values);
    const read = new Float32Array(values.length);
    ggmlFormats.Q8_0.dequantise(bytes, read);
    for (let block = 0; block < 3; block++) {
      const largest = Math.max(...values.subarray(32 * block, 32 * block + 32).map(Math.abs));
      // Half a step, and the scale's own rounding to 11 bits.
      const most = largest / 127 / 2 + largest * 2 ** -11;
      for (let i = 32 * block; i < 32 * block + 32; i++) {
        expect(Math.abs((read[i] ?? NaN) - (values[i] ?? NaN))).toBeLessThanOrEqual(most);
      }
    }
  });
});

describe("readOptions", () => {
  it("reads models with what drafts for them, and all precisions of the embedded one", () => {
    expect(readOptions([]).models).toMatchObject([
      { model: "foretype-seed", precisions: ["fp32", "int8", "int4"] },
    ]);
    const { models } = readOptions([
      "--model",
      "a.gguf",
      "--model",
      "b.gguf+a.gguf",
      "--model",
      "c+layers=4",
    ]);
    expect(models).toEqual([
      { model: "a.gguf", draft: undefined, earlyExit: undefined, precisions: ["auto"] },
      { model: "b.gguf", draft: "a.gguf", earlyExit: undefined, precisions: ["auto"] },
      { model: "c", draft: undefined, earlyExit: 4, precisions: ["auto"] },
    ]);
    expect(readOptions(["--precision", "int8,fp32"]).models[0]?.precisions).toEqual([
      "int8",
      "fp32",
    ]);
  });

  it("refuses what it does not know, and numbers that are none", () => {
    for (const args of [
      ["--strategy", "guessing"],
      ["--precision", "int7"],
      ["--tasks", "1.5"],
      ["--temperature", "0,warm"],
      ["--temperature", "-1"],
      ["--nothing"],
    ]) {
      expect(() => readOptions(args), args.join(" ")).toThrow();
    }
    expect(readOptions(["--temperature", "0,0.8"]).temperatures).toEqual([0, 0.8]);
  });
});

describe("the report", () => {
  async function report(): Promise<DecodeReport> {
    const strategies = await bench();
    const machine = { cpu: "A CPU", cores: 2, platform: "linux x64", node: "20", onnxruntime: "1" };
    return {
      ...{ machine, origin: "a test", numTasks: { line: 2, rename: 1 } },
      options: { maxTokens: 8, maxPromptTokens: 64, seed: 0 },
      models: [
        {
          ...{ model: "/models/big.gguf", draft: "/models/small.gguf", precision: "auto" },
          ...{ threads: 2, costs: [costs] },
          temperatures: [
            { temperature: 0, strategies, acceptances: [], failures: ["worst: no luck"] },
            {
              temperature: 0.8,
              failures: [],
              strategies: strategies.map((one) => ({ ...one, hasSameDraws: false })),
              acceptances: [
                {
                  strategy: "k-seq",
                  numSteps: 9,
                  achieved: 0.5,
                  optimal: { independent: 0.6, distinct: 0.7 },
                },
              ],
            },
          ],
        },
      ],
      peers: [
        {
          ...{ weights: "big.gguf", threads: 2, numTokens: 8 },
          figures: [
            {
              ...{ engine: "llama.cpp", strategy: "autoregressive", promptTokensPerSecond: 80 },
              tokensPerSecond: { value: 10, low: 9, high: 11 },
              ...{ numEqual: 1, numPrompts: 2 },
              differences: [{ taskId: "line-0", position: 3, lead: 0.012 }],
            },
          ],
        },
      ],
    };
  }

  it("says speeds with their intervals, what differs and what was expected", async () => {
    const text = markdownReport(await report());
    expect(text).toMatch(/\| token-recycling \| 90\.9 \| 2\.00 \(0\.50-2\.00\) \|/);
    expect(text).toContain("2 of 3");
    expect(text).toContain('- token-recycling, line-1: token 2 is "y" and not "z", gap 0.2500');
    expect(text).toContain("other draws");
    expect(text).toContain("- worst: no luck\n");
    expect(text).toContain("| k-seq | 9 | 50.0 % | 60.0 % | 70.0 % |");
    expect(text).toContain("1 of 2");
    expect(text).toContain("line-0 at 3: 0.012");
    expect(text).not.toContain("NaN");
    expect(text).not.toContain("undefined");
  });

  it("shows every picture that is written, and no other", async () => {
    const whole = await report();
    const text = markdownReport(whole);
    const shown = Array.from(text.matchAll(/!\[[^\]]*\]\(([^)]+)\.svg\)/g), ([, name]) => name);
    const written = whole.models.flatMap(plotsOf).map(({ name }) => name);
    expect(new Set(shown)).toEqual(new Set(written));
    expect(written.length).toBe(7);
  });

  it("names files after models without folders, and keeps cells in their column", () => {
    const run = {
      draft: "b c.gguf",
      precision: "auto",
      threads: 1,
      costs: [],
      temperatures: [],
    } as const;
    expect(placeOf({ ...run, model: "/x/a.gguf" })).toBe("a-b_c-auto");
    const table = markdownTable([["name", (row: string) => row]], ["a|b"]);
    expect(table).toBe("| name |\n| --- |\n| a\\|b |\n");
  });
});
