import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ModelSource } from "../../src/core/model/modelSource";
import { chainTree } from "../../src/core/tree/chainTree";
import { openModel, type OpenedModel } from "../../src/runtime/openModel";
import { genaiGraph, type GenaiOptions } from "../support/exports/genaiGraph";
import { optimumGraph, type OptimumOptions } from "../support/exports/optimumGraph";
import { rawLogits } from "../support/exports/rawLogits";
import { writeExport, type WriteOptions } from "../support/exports/writeExport";
import { checkLanguageModel } from "../support/laws/languageModelLaws";
import { seededRandom } from "../support/randomTree";
import { silentLogger } from "../support/seedModel";
import { writeTinyModel } from "../support/tinyModel";

let folder: string;
let checkpoint: ModelSource;
let expected: Float32Array;
const tokens = tokensOf(40);

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "foretype-exports-"));
  checkpoint = await writeTinyModel(path.join(folder, "checkpoint"), {
    architecture: "Qwen2ForCausalLM",
    weightType: "F32",
    hasTiedHead: true,
    hasAttentionBias: true,
    intermediateSize: 48,
  });
  expected = await logitsOf(await open(checkpoint));
});
afterAll(() => rm(folder, { recursive: true }));

function tokensOf(length: number): Int32Array {
  const random = seededRandom(5);
  return Int32Array.from({ length }, () => Math.floor(random() * 256));
}

function open(source: ModelSource): Promise<OpenedModel> {
  return openModel(source, {
    cacheFolder: path.join(folder, "cache"),
    precision: "fp32",
    threads: 1,
    logger: silentLogger,
  });
}

/** The rows of all tokens behind each other, fed in two passes. */
async function logitsOf(opened: OpenedModel): Promise<Float32Array> {
  const { model } = opened;
  const rows: Float32Array[] = [];
  for (const part of [tokens.subarray(0, 25), tokens.subarray(25)]) {
    const nodes = Int32Array.from(part.keys());
    const output = await model.forward(chainTree(part), nodes);
    for (const node of nodes) rows.push((await output.fullRow(node)).slice());
    model.keep(output, nodes);
  }
  await opened.close();
  return Float32Array.from(rows.flatMap((row) => Array.from(row)));
}

function furthest(a: Float32Array, b: Float32Array): number {
  expect(a).toHaveLength(b.length);
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - (b[i] ?? NaN))), 0);
}

interface Layout {
  readonly name: string;
  readonly attention: OpenedModel["attention"];
  readonly genai?: GenaiOptions;
  readonly optimum?: OptimumOptions;
  readonly write?: WriteOptions;
  readonly tolerance: number;
  /** Whether it computes what the checkpoint does not. */
  readonly isOther?: boolean;
}

const layouts: readonly Layout[] = [
  { name: "genai", attention: "trees", genai: {}, write: { config: "genai" }, tolerance: 1e-4 },
  {
    name: "genai-external",
    attention: "trees",
    genai: {},
    write: { config: "genai", isExternal: true },
    tolerance: 1e-4,
  },
  { name: "genai-nodes", attention: "trees", genai: { rotary: "nodes" }, tolerance: 1e-4 },
  { name: "genai-half", attention: "trees", genai: { type: "float16" }, tolerance: 0.03 },
  {
    name: "genai-window",
    attention: "trees",
    genai: { windows: [5] },
    isOther: true,
    tolerance: 1e-4,
  },
  {
    name: "genai-windows",
    attention: "chains",
    genai: { windows: [5, -1] },
    isOther: true,
    tolerance: 1e-4,
  },
  {
    name: "genai-softcap",
    attention: "trees",
    genai: { softcap: 0.05 },
    isOther: true,
    tolerance: 1e-4,
  },
  { name: "genai-mask", attention: "chains", genai: { usesMask: true }, tolerance: 1e-4 },
  { name: "optimum", attention: "chains", optimum: {}, tolerance: 1e-4 },
  { name: "optimum-mask", attention: "chains", optimum: { positions: "mask" }, tolerance: 1e-4 },
  {
    name: "optimum-merged",
    attention: "chains",
    optimum: { isMerged: true },
    write: { graphName: "decoder_model_merged.onnx", isExternal: true },
    tolerance: 1e-4,
  },
];

function write({ name, genai, optimum, write: options }: Layout): Promise<ModelSource> {
  return writeExport(
    path.join(folder, name),
    checkpoint,
    (weights) =>
      genai === undefined ? optimumGraph(weights, optimum) : genaiGraph(weights, genai),
    options,
  );
}

describe.each(layouts)("an export like $name", (layout) => {
  let source: ModelSource;
  beforeAll(async () => {
    source = await write(layout);
  });

  it(`computes what ${layout.isOther === true ? "it computes by itself" : "our own graph computes"}`, async () => {
    const opened = await open(source);
    expect(opened.attention).toBe(layout.attention);
    const ours = await logitsOf(opened);
    const difference = furthest(ours, expected);
    if (layout.isOther !== true) {
      expect(difference).toBeLessThan(layout.tolerance);
      return;
    }
    expect(difference).toBeGreaterThan(0.01);
    const sizes = { numLayers: 2, numKvHeads: 2, headDim: 16 };
    const alone = await rawLogits(source, tokens, sizes);
    expect(furthest(ours, alone)).toBeLessThan(layout.tolerance);
  });

  it("obeys the laws of language models", async () => {
    const opened = await open(source);
    try {
      await expect(checkLanguageModel(opened.model, layout.tolerance)).resolves.toBeUndefined();
    } finally {
      await opened.close();
    }
  });
});
