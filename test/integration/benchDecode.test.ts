import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sourceFiles } from "../../src/cli/cases/sourceFiles";
import type { ModelSource, Precision } from "../../src/core/model/modelSource";
import { chainTree } from "../../src/core/tree/chainTree";
import { openModel, type OpenedModel } from "../../src/runtime/openModel";
import { benchHost } from "../bench/decode/benchHost";
import { benchModel } from "../bench/decode/benchModel";
import { readOptions } from "../bench/decode/options";
import { writeReport } from "../bench/decode/report/writeReport";
import { tasksOfSource } from "../bench/decode/tasks/cutTasks";
import { writeSeedExport, writeSeedGguf } from "../bench/peers/seedFiles";
import { rawLogits } from "../support/exports/rawLogits";
import { graphsFolder, modelsFolder, openSeedModel, silentLogger } from "../support/seedModel";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "foretype-bench-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("npm run bench:decode", () => {
  it("measures strategies on the embedded model, whose texts are all equal in fp32, and writes its report", async () => {
    const args = [
      "--threads",
      "1",
      "--cost-rounds",
      "1",
      "--max-tokens",
      "12",
      "--precision",
      "fp32",
    ];
    const options = readOptions([...args, "--strategy", "token-recycling,draft-model"]);
    const files = (await sourceFiles(path.join(modelsFolder, "../src"))).slice(0, 40);
    const tasks = tasksOfSource(files, { perFamily: 1, seed: 3 });
    const host = { ...benchHost({ isCancelled: false }), cacheFolder: graphsFolder };
    const [benched] = options.models;
    if (benched === undefined)
      throw new Error("the embedded model is benched if no other is named");
    const plan = { tasks, files: [], options, host, onTurn: () => undefined };
    const run = await benchModel(benched, "fp32", plan);

    expect(run.costs.map(({ cachedLength }) => cachedLength)).toEqual([64, 640]);
    expect(run.temperatures.map(({ temperature }) => temperature)).toEqual([0, 0.8]);
    for (const { strategies } of run.temperatures) {
      expect(strategies.map(({ strategy }) => strategy)).toEqual([
        "autoregressive",
        "token-recycling",
      ]);
      const [plain, recycling] = strategies;
      expect(recycling?.equality).toMatchObject({ numEqual: tasks.length, numCases: tasks.length });
      expect(recycling?.stats.numGeneratedTokens).toBe(plain?.stats.numGeneratedTokens);
      expect(recycling?.families.length).toBe(new Set(tasks.map(({ family }) => family)).size);
      const byExpectation = recycling?.drafts.byExpectation ?? [];
      const hits = recycling?.drafts.byRank["token-recycling"] ?? [];
      const numPasses = byExpectation.reduce((sum, bin) => sum + bin.numPasses, 0);
      const achieved = byExpectation.reduce((sum, bin) => sum + bin.achieved, 0);
      expect(numPasses).toBe(recycling?.stats.numPasses);
      expect(achieved).toBe(recycling?.stats.numAcceptedTokens);
      const numTaken = hits.reduce((sum, count) => sum + count.numTaken, 0);
      expect(numTaken).toBe(achieved);
    }

    const machine = { cpu: "", cores: 1, platform: "", node: "", onnxruntime: "" };
    const { maxTokens, maxPromptTokens, seed } = options;
    await writeReport(
      {
        ...{ machine, origin: "a test", numTasks: {}, models: [run], peers: [] },
        options: { maxTokens, maxPromptTokens, seed },
      },
      path.join(folder, "report"),
    );
    const names = await readdir(path.join(folder, "report"));
    const text = await readFile(path.join(folder, "report/decode.md"), "utf8");
    for (const [, shown = ""] of text.matchAll(/\]\(([^)]+\.svg)\)/g))
      expect(names).toContain(shown);
    expect(names.filter((name) => name.endsWith(".svg"))).toHaveLength(7);
    expect(text).not.toMatch(/NaN|undefined/);
  });
});

describe("the embedded model in other engines' forms", () => {
  const tokens = Int32Array.from([11, 400, 257, 3056, 47, 20, 961, 33]);

  /** The row behind the tokens. */
  async function rowOf(opened: OpenedModel): Promise<Float32Array> {
    try {
      const last = tokens.length - 1;
      const output = await opened.model.forward(chainTree(tokens), Int32Array.of(last));
      return (await output.fullRow(last)).slice();
    } finally {
      await opened.close();
    }
  }

  function gguf(file: string): ModelSource {
    const files = { kind: "gguf", file } as const;
    return { id: file, name: "seed", sha256: file, languages: [], files };
  }

  async function ggufRow(file: string, precision: Precision): Promise<Float32Array> {
    const cacheFolder = path.join(folder, "cache");
    const options = { cacheFolder, precision, threads: 1, logger: silentLogger };
    return rowOf(await openModel(gguf(file), options));
  }

  it("is the same model as a GGUF file of floats, and nearly so in eight bits", async () => {
    const expected = await rowOf(await openSeedModel());
    const floats = await ggufRow(await writeSeedGguf(folder, "F32"), "fp32");
    expect(largestDifference(floats, expected)).toBeLessThan(1e-3);
    const bytes = await ggufRow(await writeSeedGguf(folder, "Q8_0"), "auto");
    expect(largestDifference(bytes, expected)).toBeLessThan(1);
    expect(largestDifference(bytes, expected)).toBeGreaterThan(1e-3);
  });

  it("is the same model as an export for transformers.js, with what that looks for beside it", async () => {
    const exported = await writeSeedExport(folder);
    expect((await readdir(exported)).sort()).toEqual([
      "config.json",
      "onnx",
      "tokenizer.json",
      "tokenizer_config.json",
    ]);
    const graph = path.join(exported, "onnx/model.onnx");
    const [config, tokenizer] = ["config.json", "tokenizer.json"].map((name) =>
      path.join(exported, name),
    );
    const files = {
      kind: "onnx",
      graph,
      config: config ?? "",
      tokenizer: tokenizer ?? "",
    } as const;
    const sizes = { numLayers: 6, numKvHeads: 2, headDim: 64 };
    const all = await rawLogits({ ...gguf(graph), files }, tokens, sizes);
    const expected = await rowOf(await openSeedModel());
    expect(largestDifference(all.subarray(-expected.length), expected)).toBeLessThan(1e-3);
  });
});

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
}
