import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chainTree } from "../../src/core/tree/chainTree";
import type { LanguageModel } from "../../src/core/model/languageModel";
import { openModel, type OpenedModel } from "../../src/runtime/openModel";
import { locateModel } from "../../src/store/locateModel";
import { plainLlamaLogits } from "../support/plainLlama";
import { modelsFolder, openSeedModel, silentLogger } from "../support/seedModel";
import { writeTinyModel, type TinyModel } from "../support/tinyModel";

const text = "export function area(width: number, height: number) {\n  return width";

/** How far the graph's logits are from `expected` at most. */
async function furthest(
  model: LanguageModel,
  tokens: Int32Array,
  expected: readonly Float64Array[],
): Promise<number> {
  model.truncate(0);
  const output = await model.forward(chainTree(tokens), Int32Array.from(tokens.keys()));
  let most = 0;
  for (const [node, row] of expected.entries()) {
    const logits = await output.fullRow(node);
    expect(logits).toHaveLength(row.length);
    for (const [token, logit] of row.entries()) {
      most = Math.max(most, Math.abs(logit - (logits[token] ?? NaN)));
    }
  }
  return most;
}

describe("the graph", () => {
  let opened: OpenedModel;
  beforeAll(async () => {
    opened = await openSeedModel("fp32");
  });
  afterAll(() => opened.close());

  it("computes the logits of a plain forward pass in 64-bit floats", async () => {
    const tokens = opened.vocabulary.encode(text).subarray(0, 12);
    expect(tokens).toHaveLength(12);
    const expected = await plainLlamaLogits(
      await locateModel(modelsFolder, "foretype-seed"),
      tokens,
    );
    expect(await furthest(opened.model, tokens, expected)).toBeLessThan(1e-4);
  });

  it("returns the largest logits, log-sum-exp and entropy of the whole row", async () => {
    const tokens = opened.vocabulary.encode(text);
    const rows = Int32Array.of(0, 3, tokens.length - 1);
    const output = await opened.model.forward(chainTree(tokens), rows);
    for (const node of rows) {
      const logits = Float64Array.from(await output.fullRow(node));
      const order = Array.from(logits.keys()).toSorted(
        (a, b) => (logits[b] ?? NaN) - (logits[a] ?? NaN) || a - b,
      );
      const largest = Math.max(...logits);
      const total = logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
      const entropy = logits.reduce((sum, logit) => {
        const p = Math.exp(logit - largest) / total;
        return sum - p * Math.log(p);
      }, 0);
      const row = output.row(node);
      expect(Array.from(row.ids)).toEqual(order.slice(0, 64));
      expect(Array.from(row.logits)).toEqual(order.slice(0, 64).map((token) => logits[token]));
      expect(row.logSumExp).toBeCloseTo(largest + Math.log(total), 4);
      expect(row.entropy).toBeCloseTo(entropy, 4);
    }
  });
});

describe("graphs of other models", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "foretype-tiny-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const tokens = Int32Array.from({ length: 20 }, (_, i) => (i * 89) % 256);
  const llama: TinyModel = {
    architecture: "LlamaForCausalLM",
    weightType: "F32",
    hasTiedHead: false,
    hasAttentionBias: true,
    intermediateSize: 40,
  };
  const qwen: TinyModel = {
    ...llama,
    architecture: "Qwen2ForCausalLM",
    weightType: "BF16",
    hasTiedHead: true,
  };

  for (const [name, tiny] of [
    ["a Llama with biases and a head of its own", llama],
    ["a Qwen2 in bfloat16", qwen],
  ] as const) {
    // Coded weights are off by half a scale at most, so logits are near, not equal. They span from about -1 to 1.
    it.each([
      ["fp32", 1e-5],
      ["int8", 0.03],
      ["int4", 0.3],
    ] as const)(`${name} computes the plain logits at %s`, async (precision, tolerance) => {
      const source = await writeTinyModel(path.join(folder, tiny.architecture), tiny);
      const opened = await openModel(source, {
        cacheFolder: path.join(folder, "graphs"),
        precision,
        threads: 1,
        logger: silentLogger,
      });
      try {
        const expected = await plainLlamaLogits(source, tokens);
        const most = await furthest(opened.model, tokens, expected);
        expect(most).toBeLessThan(tolerance);
      } finally {
        await opened.close();
      }
    });
  }
});
