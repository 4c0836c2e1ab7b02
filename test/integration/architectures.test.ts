import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { autoregressive } from "../../src/core/decode/autoregressive";
import { usableStrategies } from "../../src/core/decode/strategies";
import type { Strategy } from "../../src/core/decode/strategy";
import type { LanguageModel } from "../../src/core/model/languageModel";
import type { ModelSource, Precision } from "../../src/core/model/modelSource";
import { chainTree } from "../../src/core/tree/chainTree";
import { openModel, type OpenedModel } from "../../src/runtime/openModel";
import { decodeOnce } from "../support/decodeOnce";
import { checkLanguageModel } from "../support/laws/languageModelLaws";
import { silentLogger } from "../support/seedModel";
import {
  checkpointsFolder,
  referenceLogits,
  referenceTokens,
  smallCheckpoints,
  sourceOf,
} from "../support/smallCheckpoints";

/**
 * Largest difference of a logit in float32 from the reference in 64-bit floats, as a share of the largest logit: 4e-4 where logits
 * are widest. What is seen is 3e-6.
 */
const tolerance = 1e-5;

/**
 * The same where weights are 8-bit codes or the file's own, in standard deviations of all logits: kernels code activations too.
 * What is seen is 0.23; llama.cpp's own differ as much.
 */
const codedTolerance = 0.3;

/** How far behind another first choice is at most, in the same unit, in the reference's eyes. What is seen is
 * 0.04. */
const nearTie = 0.1;

let cacheFolder: string;
beforeAll(async () => {
  cacheFolder = await mkdtemp(path.join(os.tmpdir(), "foretype-architectures-"));
});
afterAll(() => rm(cacheFolder, { recursive: true }));

function open(source: ModelSource, precision: Precision): Promise<OpenedModel> {
  return openModel(source, { cacheFolder, precision, threads: 1, logger: silentLogger });
}

/**
 * The logits behind each of the reference's tokens, which are fed in passes of so many tokens, each behind the rows of those
 * before.
 */
async function logitsOf(
  model: LanguageModel,
  passes: readonly number[],
): Promise<readonly Float32Array[]> {
  model.truncate(0);
  const rows: Float32Array[] = [];
  for (const length of passes) {
    const tokens = referenceTokens.slice(rows.length, rows.length + length);
    const nodes = Int32Array.from(tokens.keys());
    const output = await model.forward(chainTree(tokens), nodes);
    for (const node of nodes) rows.push((await output.fullRow(node)).slice());
    model.keep(output, nodes);
  }
  return rows;
}

const inOnePass = [referenceTokens.length];

/** The largest difference of any logit. */
function furthest(rows: readonly Float32Array[], expected: readonly Float32Array[]): number {
  expect(rows.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  const differences = expected.flatMap((row, t) =>
    Array.from(row, (logit, token) => Math.abs(logit - (rows[t]?.[token] ?? NaN))),
  );
  // NaN is further than anything.
  return differences.reduce((most, difference) => (difference <= most ? most : difference), 0);
}

describe.each(smallCheckpoints)("$name in float32", (checkpoint) => {
  let opened: OpenedModel;
  beforeAll(async () => {
    opened = await open(sourceOf(checkpoint), "fp32");
  });
  afterAll(() => opened.close());

  it("has the reference's logits at every position", async () => {
    const expected = referenceLogits(checkpoint);
    const largest = Math.max(...expected.map((row) => Math.max(...row.map(Math.abs))));
    for (const passes of [inOnePass, [9, 1, 1, 1, 8]]) {
      const rows = await logitsOf(opened.model, passes);
      expect(furthest(rows, expected), passes.join()).toBeLessThan(tolerance * largest);
    }
  });

  it("has the rows of sequences in its trees", async () => {
    await expect(checkLanguageModel(opened.model, 1e-4)).resolves.toBeUndefined();
  });

  it("writes the same text with every strategy", async () => {
    const { model, vocabulary } = opened;
    // The same weights, rounded: a draft model that is mostly right.
    const rounded = await open(sourceOf(checkpoint), "auto");
    try {
      const failures: unknown[] = [];
      const draft = { model: rounded.model, onFailure: (error: unknown) => failures.push(error) };
      // A text that begins to repeat itself, so that there is something to draft.
      const prompt = Int32Array.from([...referenceTokens, ...referenceTokens.subarray(0, 6)]);
      const decode = async (strategy: Strategy): Promise<Int32Array> => {
        const request = { prompt, strategy, maxTokens: 30 };
        return (await decodeOnce(model, request, { vocabulary, draft })).tokens;
      };
      const plain = await decode(autoregressive);
      expect(plain).toHaveLength(30);
      for (const strategy of usableStrategies({ draft: true })) {
        expect(await decode(strategy), strategy.id).toEqual(plain);
      }
      expect(failures).toEqual([]);
    } finally {
      await rounded.close();
    }
  });
});

describe.each(smallCheckpoints)("$name at automatic precision", (checkpoint) => {
  it("has logits near the reference's, and its first choice except at near ties", async () => {
    const opened = await open(sourceOf(checkpoint), "auto");
    try {
      const rows = await logitsOf(opened.model, inOnePass);
      const expected = referenceLogits(checkpoint);
      const width = deviationOf(expected);
      expect(furthest(rows, expected)).toBeLessThan(codedTolerance * width);
      for (const [t, row] of expected.entries()) {
        const chosen = indexOfLargest(rows[t] ?? new Float32Array());
        const gap = Math.max(...row) - (row[chosen] ?? NaN);
        expect(gap, `position ${String(t)}`).toBeLessThan(nearTie * width);
      }
    } finally {
      await opened.close();
    }
  });
});

function deviationOf(rows: readonly Float32Array[]): number {
  const all = rows.flatMap((row) => Array.from(row));
  const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
  return Math.sqrt(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length);
}

function indexOfLargest(row: Float32Array): number {
  return row.reduce((best, x, i) => (x > (row[best] ?? NaN) ? i : best), 0);
}

describe("a model that lies in both formats", () => {
  const pairs = smallCheckpoints.flatMap((file) => {
    const folder = smallCheckpoints.find(({ name }) => name === file.logits && name !== file.name);
    return folder === undefined ? [] : [{ name: folder.name, folder, file }];
  });

  it.each(pairs)(
    "writes text in the same tokens and is asked the same way: $name",
    async (pair) => {
      const [folder, file] = [
        await open(sourceOf(pair.folder), "fp32"),
        await open(sourceOf(pair.file), "fp32"),
      ];
      try {
        const text = "the return of the one,\n  then  naïve 関数; <|fim_middle|>x";
        const tokens = folder.vocabulary.encode(text);
        expect(tokens.length).toBeGreaterThan(20);
        expect(file.vocabulary.encode(text)).toEqual(tokens);
        expect(file.format).toEqual(folder.format);
        expect(file.format.tokens).toEqual({
          prefix: "<|fim_prefix|>",
          suffix: "<|fim_suffix|>",
          middle: "<|fim_middle|>",
        });
        expect(file.numParameters).toBe(folder.numParameters);
      } finally {
        await Promise.all([folder.close(), file.close()]);
      }
    },
  );
});

describe("what Foretype cannot compute", () => {
  /** The Llama checkpoint with another configuration. */
  async function changed(fields: object): Promise<ModelSource> {
    const folder = await mkdtemp(path.join(cacheFolder, "changed-"));
    const whole = path.join(checkpointsFolder, "llama/config.json");
    const config: unknown = JSON.parse(await readFile(whole, "utf8"));
    const file = path.join(folder, "config.json");
    await writeFile(file, JSON.stringify({ ...(config as object), ...fields }));
    const files = {
      kind: "hugging-face",
      config: file,
      tokenizer: path.join(checkpointsFolder, "tokenizers/byte-level.json"),
      weights: [path.join(checkpointsFolder, "llama/model.safetensors")],
    } as const;
    return { id: "changed", name: "Changed", files, sha256: folder, languages: [] };
  }

  it.each([
    ["another architecture", { architectures: ["MixtralForCausalLM"] }, "MixtralForCausalLM"],
    ["experts", { num_local_experts: 8 }, '"num_local_experts" is 8'],
    ["coded weights", { quantization_config: { quant_method: "awq" } }, "quantised by awq"],
    [
      "positions",
      { rope_scaling: { rope_type: "dynamic", factor: 2 } },
      '"rope_scaling.rope_type"',
    ],
    ["half-turned heads", { partial_rotary_factor: 0.5 }, '"partial_rotary_factor" is 0.5'],
    ["capped scores", { attn_logit_softcapping: 50 }, '"attn_logit_softcapping" is 50'],
    ["layers", { layer_types: ["full_attention", "sliding_attention"] }, '"layer_types" mixes'],
  ])("is refused by its name: %s", async (_, fields, named) => {
    const source = await changed(fields);
    const before = await readdir(cacheFolder);
    const opening = open(source, "fp32");
    await expect(opening).rejects.toMatchObject({
      code: "model/unsupported",
      message: expect.stringMatching(/config\.json: /) as string,
    });
    await expect(opening).rejects.toThrow(named);
    expect(await readdir(cacheFolder), "nothing is built").toEqual(before);
  });

  it("is also what the weights do not fit", async () => {
    const opening = open(await changed({ attention_bias: true }), "fp32");
    await expect(opening).rejects.toMatchObject({
      code: "model/bad-shape",
      message: expect.stringContaining("q_proj.bias") as string,
    });
  });
});
