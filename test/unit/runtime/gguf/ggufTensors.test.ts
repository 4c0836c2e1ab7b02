import { statSync, truncateSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { TensorSource, TensorType } from "../../../../src/runtime/checkpoint/tensorSource";
import { ggmlFormats } from "../../../../src/runtime/ggml/ggmlFormats";
import { openGgufModel } from "../../../../src/runtime/gguf/openGgufModel";
import { failureOf } from "../../../support/failure";
import { ggufBytes, writeGguf, type GgufTensor } from "../../../support/ggufBytes";
import { ggufFolder } from "../../../support/ggufFile";
import {
  randomTensor,
  tinyGguf,
  tinySizes,
  type TinyArchitecture,
} from "../../../support/tinyGguf";
import { seededRandom } from "../../../support/randomTree";

const write = ggufFolder();
const { headDim } = tinySizes;

/** A tiny model of which some tensors are replaced or added. */
async function open(
  architecture: TinyArchitecture,
  replaced: readonly GgufTensor[] = [],
): Promise<{
  readonly tensors: TensorSource;
  readonly path: string;
  readonly close: () => Promise<void>;
}> {
  const { metadata, tensors } = tinyGguf({ architecture });
  const names = new Set(replaced.map(({ name }) => name));
  const path = write(
    `${architecture}.gguf`,
    ggufBytes({
      metadata,
      tensors: [...tensors.filter(({ name }) => !names.has(name)), ...replaced],
    }),
  );
  const model = await openGgufModel(path);
  return { tensors: model.tensors, path, close: () => model.close() };
}

/** Rows that hold their own numbers. */
function numbered(name: string, shape: readonly number[]): GgufTensor {
  const [numRows = 0, numColumns = 1] = shape;
  const floats = Float32Array.from({ length: numRows * numColumns }, (_, i) =>
    Math.floor(i / numColumns),
  );
  return { name, type: "F32", shape, bytes: new Uint8Array(floats.buffer) };
}

describe("GgufTensors", () => {
  it("answers to the usual names", async () => {
    const { tensors, close } = await open("starcoder2");
    expect([...tensors.names].filter((name) => !name.includes("layers.1")).toSorted()).toEqual(
      [
        "model.embed_tokens.weight",
        "model.layers.0.input_layernorm",
        "model.layers.0.self_attn.q_proj",
        "model.layers.0.self_attn.k_proj",
        "model.layers.0.self_attn.v_proj",
        "model.layers.0.self_attn.o_proj",
        "model.layers.0.post_attention_layernorm",
        "model.layers.0.mlp.up_proj",
        "model.layers.0.mlp.down_proj",
        "model.norm",
        "lm_head.weight",
      ]
        .flatMap((name) => (name.endsWith(".weight") ? [name] : [`${name}.weight`, `${name}.bias`]))
        .toSorted(),
    );
    await close();
    const qwen = await open("qwen3");
    expect(qwen.tensors.names).toContain("model.layers.1.self_attn.q_norm.weight");
    expect(qwen.tensors.names).toContain("model.layers.1.mlp.gate_proj.weight");
    await qwen.close();
  });

  it.each<[TinyArchitecture, boolean]>([
    ["llama", true],
    ["granite", true],
    ["qwen2", false],
    ["qwen3", false],
    ["starcoder2", false],
    ["gemma", false],
  ])(
    "%s: gives queries and keys in the order of pairs half a head apart",
    async (architecture, isPaired) => {
      const { tensors, close } = await open(architecture, [
        numbered("blk.1.attn_q.weight", [4 * headDim, 32]),
        numbered("blk.1.attn_k.weight", [2 * headDim, 32]),
        numbered("blk.1.attn_k.bias", [2 * headDim]),
        numbered("blk.1.attn_v.weight", [2 * headDim, 32]),
      ]);
      /** Where a row of Hugging Face's lies: number i of the first half of a head at 2i, of the second at 2i + 1. */
      const placeOf = (row: number): number => {
        if (!isPaired) return row;
        const inHead = row % headDim;
        const inHalf = inHead % (headDim / 2);
        return row - inHead + 2 * inHalf + (inHead < headDim / 2 ? 0 : 1);
      };
      const prefix = "model.layers.1.self_attn";
      for (const [name, numRows] of [
        ["q_proj", 4 * headDim],
        ["k_proj", 2 * headDim],
      ] as const) {
        const floats = await tensors.floats(`${prefix}.${name}.weight`);
        for (let row = 0; row < numRows; row++) {
          expect(floats.subarray(row * 32, row * 32 + 32)).toEqual(
            new Float32Array(32).fill(placeOf(row)),
          );
        }
      }
      const bias = await tensors.floats(`${prefix}.k_proj.bias`);
      expect([...bias]).toEqual(Array.from(bias, (_, i) => placeOf(i)));
      const values = await tensors.floats(`${prefix}.v_proj.weight`);
      expect([...values.filter((_, i) => i % 32 === 0)]).toEqual(
        Array.from({ length: 2 * headDim }, (_, i) => i),
      );
      await close();
    },
  );

  it.each<TensorType>(["F32", "F16", "Q8_0", "Q4_1"])(
    "gives any rows of a matrix in %s as they are in the whole",
    async (type) => {
      const random = seededRandom(7);
      const { tensors, close } = await open("llama", [
        randomTensor("blk.0.attn_q.weight", type, [4 * headDim, 32], random),
        randomTensor("blk.0.ffn_up.weight", type, [64, 32], random),
      ]);
      const { blockSize, blockBytes } = ggmlFormats[type];
      const rowBytes = (32 / blockSize) * blockBytes;
      for (const name of ["self_attn.q_proj.weight", "mlp.up_proj.weight"]) {
        const full = `model.layers.0.${name}`;
        const [floats, bytes] = [await tensors.floats(full), await tensors.bytes(full)];
        const decoded = new Float32Array(floats.length);
        ggmlFormats[type].dequantise(bytes, decoded);
        expect(decoded).toEqual(floats);
        for (const [first, count] of [
          [0, 64],
          [0, 1],
          [63, 1],
          [7, 20],
          [16, 16],
          [5, 0],
        ] as const) {
          const rows = { first, count };
          expect(await tensors.floats(full, rows)).toEqual(
            floats.slice(first * 32, (first + count) * 32),
          );
          expect(await tensors.bytes(full, rows)).toEqual(
            bytes.slice(first * rowBytes, (first + count) * rowBytes),
          );
        }
      }
      await close();
    },
  );

  it("has one row in a vector", async () => {
    const { tensors, close } = await open("qwen2");
    const name = "model.layers.0.self_attn.q_proj.bias";
    expect(tensors.shapeOf(name)).toEqual([64]);
    expect(await tensors.floats(name, { first: 0, count: 1 })).toEqual(await tensors.floats(name));
    await close();
  });

  it("refuses rows and names that there are not", async () => {
    const { tensors, close } = await open("llama");
    for (const rows of [
      { first: 0, count: 65 },
      { first: -1, count: 2 },
      { first: 64, count: 1 },
    ]) {
      const error = await failureOf(tensors.bytes("model.layers.0.self_attn.q_proj.weight", rows));
      expect(error.code).toBe("invariant");
    }
    expect((await failureOf(tensors.floats("token_embd.weight"))).code).toBe("invariant");
    expect(() => tensors.shapeOf("x")).toThrow(expect.objectContaining({ code: "invariant" }));
    expect(() => tensors.typeOf("x")).toThrow(expect.objectContaining({ code: "invariant" }));
    await close();
  });

  it.each([NaN, Infinity, -Infinity])("refuses a norm that holds %f", async (value) => {
    const bytes = new Uint8Array(new Float32Array(32).fill(1).with(5, value).buffer);
    const { tensors, path, close } = await open("llama", [
      { name: "output_norm.weight", type: "F32", shape: [32], bytes },
    ]);
    const error = await failureOf(tensors.floats("model.norm.weight"));
    expect(error.code).toBe("model/corrupt");
    expect(error.message).toContain(`${path} holds a value in "model.norm.weight"`);
    await close();
  });

  it("reads what lies beyond 4 GiB", async () => {
    const { metadata, tensors } = tinyGguf({ architecture: "llama" });
    const path = write("large.gguf", new Uint8Array(0));
    await writeGguf(path, {
      metadata,
      tensors: [
        // A hole: the file is large and takes no space.
        { name: "token_embd.weight", type: "Q8_0", shape: [2 ** 27, 32] },
        ...tensors.filter(({ name }) => name !== "token_embd.weight"),
      ],
    });
    const model = await openGgufModel(path);
    expect(statSync(path).size).toBeGreaterThan(2 ** 32);
    const [small, large] = [await open("llama"), model.tensors];
    const name = "lm_head.weight";
    expect(await large.floats(name)).toEqual(await small.tensors.floats(name));
    const last = { first: 2 ** 27 - 1, count: 1 };
    expect(await large.floats("model.embed_tokens.weight", last)).toEqual(new Float32Array(32));
    await small.close();
    await model.close();
  });

  it("notices that the file has become shorter", async () => {
    const { tensors, path, close } = await open("llama");
    truncateSync(path, 10_000);
    const error = await failureOf(tensors.floats("lm_head.weight"));
    expect(error.code).toBe("model/corrupt");
    expect(error.message).toContain(path);
    await close();
  });

  it.each([
    "blk.0.attn_qkv.weight",
    "blk.0.ffn_gate_exps.weight",
    "blk.00.attn_q.weight",
    "blk.0.attn_q.weight.bias",
    "blk.0.__proto__.weight",
    "../../../etc/passwd",
    "constructor",
    "",
  ])("refuses the tensor %j, which it cannot place", async (name) => {
    const error = await failureOf(open("llama", [{ name, type: "F32", shape: [32] }]));
    expect(error.code).toBe("model/unsupported");
    expect(error.message).toContain(`holds the tensor ${JSON.stringify(name)}`);
  });

  it.each<GgufTensor>([
    { name: "blk.0.attn_q.weight", type: "F32", shape: [60, 32] },
    { name: "blk.0.attn_q.weight", type: "F32", shape: [4, 16, 32] },
    { name: "blk.0.attn_k.bias", type: "F32", shape: [31] },
    { name: "blk.0.attn_k.bias", type: "Q8_0", shape: [32] },
  ])("refuses queries and keys that are no heads: %j", async (tensor) => {
    const error = await failureOf(open("llama", [tensor]));
    expect(error.code).toBe("model/corrupt");
    expect(error.message).toContain("which are no heads of 16");
  });
});
