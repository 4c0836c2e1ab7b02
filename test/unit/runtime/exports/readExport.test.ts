import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { onnx } from "onnx-proto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ForetypeError, invariant } from "../../../../src/core/errors";
import { editExport } from "../../../../src/runtime/exports/editExport";
import type { ExportConfig } from "../../../../src/runtime/exports/exportConfig";
import { readExport, type ReadExport } from "../../../../src/runtime/exports/readExport";
import type { OnnxGraph } from "../../../support/exports/onnxGraph";
import { smallExport } from "../../../support/exports/smallExport";
import { failureOf } from "../../../support/failure";
import { seededRandom } from "../../../support/randomTree";

const { TENSOR, GRAPH } = onnx.AttributeProto.AttributeType;

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "foretype-export-"));
  file = path.join(folder, "model.onnx");
});
afterAll(() => rm(folder, { recursive: true }));

const config: ExportConfig = {
  architecture: "LlamaForCausalLM",
  maxPositions: 64,
  vocabSize: undefined,
  numKvHeads: undefined,
  headDim: undefined,
};

async function read(
  change: (graph: onnx.IGraphProto, model: onnx.IModelProto) => void,
  start: OnnxGraph = smallExport(),
  overrides: Partial<ExportConfig> = {},
): Promise<ReadExport> {
  const model = start.model();
  const { graph } = model;
  invariant(graph !== null && graph !== undefined, "there is a graph");
  change(graph, model);
  await writeFile(file, onnx.ModelProto.encode(model).finish());
  return readExport(file, { ...config, ...overrides });
}

function edited(found: ReadExport): onnx.IGraphProto {
  const { graph } = onnx.ModelProto.decode(
    editExport(found.file, found.values, found.edited, {
      sizes: found.sizes,
      canRunTrees: found.attention.canRunTrees,
      canLink: () => false,
    }).encode(),
  );
  invariant(graph !== null && graph !== undefined, "there is a graph");
  return graph;
}

/** The small export with `GroupQueryAttention`, which reads its lengths from nothing that it shows. */
function withAttention(): OnnxGraph {
  const graph = smallExport();
  const concats = graph.nodes.filter(({ opType }) => opType === "Concat");
  graph.nodes.splice(graph.nodes.indexOf(concats[0] ?? {}), concats.length);
  const rows = graph.node("Gather", ["table", "input_ids"]);
  const lengths = ["a", "b"].map((name) => graph.ints(`length.${name}`, [1], "int32"));
  graph.floats("cos", [50, 4], new Float32Array(200));
  graph.floats("sin", [50, 4], new Float32Array(200));
  graph.microsoft(
    "GroupQueryAttention",
    [
      ...[rows, rows, rows],
      "past_key_values.0.key",
      "past_key_values.0.value",
      ...lengths,
      "cos",
      "sin",
    ],
    { num_heads: 1, kv_num_heads: 1, do_rotary: 1, local_window_size: 7 },
    ["attended", "present.0.key", "present.0.value"],
  );
  return graph;
}

const nothing = (): void => undefined;

describe("readExport", () => {
  it("finds sizes, and what the logits are computed from", async () => {
    const found = await read(nothing);
    expect(found.sizes).toEqual({ numLayers: 1, numKvHeads: 1, headDim: 8, vocabSize: 40 });
    expect(found.numParameters).toBe(640);
    expect(found.maxPositions).toBe(Infinity);
    expect(found.attention).toMatchObject({ canRunTrees: false });
    const { node = [], input = [] } = edited(found);
    const gathers = node?.filter(({ opType }) => opType === "Gather") ?? [];
    // The table's rows, the wanted rows before the head, the largest logit of each row.
    expect(gathers.map((gather) => gather.input?.[1])).toEqual([
      "export.input_ids",
      "logit_rows",
      "first_column",
    ]);
    expect(input?.map(({ name }) => name)).toEqual([
      ...["input_ids", "rows_start", "rows_end", "logit_rows"],
      ...["past.0.key", "past.0.value"],
    ]);
  });

  it("leaves rows out behind a head that it does not find", async () => {
    const found = await read((graph) => {
      const head = graph.node?.find(({ opType }) => opType === "MatMul");
      if (head !== undefined) Object.assign(head, { opType: "MatMulInteger" });
    });
    const gathers = edited(found).node?.filter(({ opType }) => opType === "Gather") ?? [];
    expect(gathers.map((gather) => gather.input?.[0])).toContain("export.logits");
  });

  it("takes what a graph leaves open from its configuration", async () => {
    const open = (graph: onnx.IGraphProto): void => {
      for (const { type, name } of [...(graph.input ?? []), ...(graph.output ?? [])]) {
        if (name === "input_ids" || name === "attention_mask") continue;
        for (const dim of type?.tensorType?.shape?.dim ?? []) {
          dim.dimValue = null;
          dim.dimParam = "any";
        }
      }
    };
    const told = { numKvHeads: 3, headDim: 24, vocabSize: 77 };
    const found = await read(open, smallExport(), told);
    expect(found.sizes).toEqual({ numLayers: 1, ...told });
    const { message } = await failureOf(read(open, smallExport(), { vocabSize: 77 }));
    expect(message).toContain("does not say how wide its cache is");
    expect(
      (await failureOf(read(open, smallExport(), { ...told, vocabSize: undefined }))).message,
    ).toContain("does not say how many logits");
  });

  it("gives GroupQueryAttention our lengths, positions, bias and window, and leaves its own out", async () => {
    const found = await read(nothing, withAttention());
    expect(found.attention).toMatchObject({ canRunTrees: true, slidingWindow: 7 });
    expect(found.maxPositions).toBe(49);
    const attention = edited(found).node?.find(({ opType }) => opType === "GroupQueryAttention");
    expect(attention?.input?.slice(3)).toEqual([
      ...["export.past_key_values.0.key", "export.past_key_values.0.value"],
      ...["seqlens_k", "total_sequence_length", "export.cos", "export.sin"],
      ...["position_ids", "attention_bias.typed"],
    ]);
    expect(attention?.attribute?.map(({ name }) => name)).not.toContain("local_window_size");
    expect(edited(found).initializer?.map(({ name }) => name)).not.toContain("export.length.a");
  });

  it.each<[string, string, (graph: onnx.IGraphProto) => void]>([
    [
      "has a bias of its own",
      "a bias of its own",
      ({ node }) => node?.at(-1)?.input?.push("", "cos"),
    ],
    [
      "shares its cache with another node",
      "not GroupQueryAttention's alone",
      ({ node }) =>
        node?.push({ opType: "Shape", input: ["past_key_values.0.key"], output: ["s"] }),
    ],
    [
      "keeps its keys where values are expected",
      "not GroupQueryAttention's alone",
      ({ node }) => node?.at(-1)?.output?.splice(1, 2, "present.0.value", "present.0.key"),
    ],
    [
      "does not turn by positions, and nothing else does",
      "no input for positions",
      ({ node }) => {
        const attribute = node?.at(-1)?.attribute?.find(({ name }) => name === "do_rotary");
        if (attribute !== undefined) attribute.i = 0;
      },
    ],
  ])("runs chains where the attention %s", async (_, reason, change) => {
    const { attention } = await read(change, withAttention());
    expect(attention).toMatchObject({ canRunTrees: false });
    expect(attention.canRunTrees ? "" : attention.reason).toContain(reason);
  });

  it.each<[string, string, (graph: onnx.IGraphProto, model: onnx.IModelProto) => void]>([
    [
      "no cache",
      "without which every token would cost the whole text",
      (graph) => {
        graph.input?.splice(2);
        graph.node?.splice(2);
        graph.output?.splice(1);
      },
    ],
    [
      "a cache that it does not return",
      "returns no keys and values",
      ({ output }) => output?.splice(1),
    ],
    [
      "half a cache",
      "takes no whole cache of layer 0",
      ({ input }) => input?.splice(3, 1, { name: "x" }),
    ],
    [
      "an input that nobody knows",
      'wants the input "pixel_values"',
      ({ input }) => input?.push({ name: "pixel_values" }),
    ],
    ["no tokens", "no input for tokens", ({ input }) => input?.splice(0, 1)],
    ["no logits", "does not return the logits of all tokens", ({ output }) => output?.splice(0, 1)],
    [
      "the logits of the last token only",
      "does not return the logits of all tokens",
      ({ output }) => output?.[0]?.type?.tensorType?.shape?.dim?.splice(1, 1, { dimValue: 1 }),
    ],
    [
      "a cache of 8-bit numbers",
      "in a type other than float32",
      ({ input }) => {
        const tensor = input?.[2]?.type?.tensorType;
        if (tensor) tensor.elemType = onnx.TensorProto.DataType.INT8;
      },
    ],
    [
      "a cache of a size that nobody believes",
      "wider than that of any known model",
      ({ input, output }) => {
        for (const { type } of [...(input?.slice(2) ?? []), ...(output?.slice(1) ?? [])]) {
          type?.tensorType?.shape?.dim?.splice(1, 1, { dimValue: 1e9 });
        }
      },
    ],
    [
      "more logits than there are tokens in the world",
      "does not say how many logits",
      ({ output }) => output?.[0]?.type?.tensorType?.shape?.dim?.splice(2, 1, { dimValue: 1e9 }),
    ],
    [
      "an operator set of long ago",
      "in version 12 of ONNX's operators",
      (_, { opsetImport }) => opsetImport?.splice(0, 1, { domain: "", version: 12 }),
    ],
    [
      "weights of an inner graph elsewhere",
      "inner graph",
      ({ node }) => {
        const t = { dataLocation: onnx.TensorProto.DataLocation.EXTERNAL };
        node?.push({
          opType: "Constant",
          output: ["c"],
          attribute: [{ name: "value", type: TENSOR, t }],
        });
      },
    ],
  ])("refuses %s", async (_, problem, change) => {
    const prepared = (graph: onnx.IGraphProto, model: onnx.IModelProto): void => {
      change(graph, model);
      // What is not defined any more is not read either.
      const defined = new Set(graph.input?.map(({ name }) => name));
      for (const node of graph.node ?? []) {
        node.input =
          node.input?.map((name) =>
            /^(input_ids|past)/.test(name) && !defined.has(name) ? "table" : name,
          ) ?? [];
      }
    };
    const failure = await failureOf(read(prepared));
    expect(failure.code).toBe("model/unsupported");
    expect(failure.message).toContain(problem);
    expect(failure.message).toContain(file);
  });

  it.each<[string, string, (graph: onnx.IGraphProto) => void]>([
    [
      "a circle",
      "before it is made",
      ({ node }) =>
        node?.push(
          { opType: "Neg", input: ["x"], output: ["y"] },
          { opType: "Neg", input: ["y"], output: ["x"] },
        ),
    ],
    [
      "a node that reads itself",
      "before it is made",
      ({ node }) => node?.push({ opType: "Neg", input: ["x"], output: ["x"] }),
    ],
    [
      "a value that is made twice",
      "twice",
      ({ node }) => node?.push({ opType: "Neg", input: ["table"], output: ["logits"] }),
    ],
    [
      "an output that nobody makes",
      "before it is made",
      ({ output }) => output?.push({ name: "nowhere" }),
    ],
    [
      "an inner graph that takes a name of the graph around",
      "twice",
      ({ node }) => {
        const g = { node: [{ opType: "Neg", input: ["table"], output: ["logits"] }] };
        node?.push({
          opType: "If",
          output: ["z"],
          attribute: [{ name: "then_branch", type: GRAPH, g }],
        });
      },
    ],
    [
      "an inner graph that reads what comes later",
      "before it is made",
      ({ node }) => {
        const g = { node: [{ opType: "Neg", input: ["logits"], output: ["inner"] }] };
        node?.unshift({
          opType: "If",
          output: ["z"],
          attribute: [{ name: "then_branch", type: GRAPH, g }],
        });
      },
    ],
  ])("refuses %s", async (_, problem, change) => {
    const failure = await failureOf(read(change));
    expect(failure.code).toBe("model/corrupt");
    expect(failure.message).toContain(problem);
  });

  it("reads and edits damaged files, or refuses them with a sentence", async () => {
    const random = seededRandom(8);
    const draw = (below: number): number => Math.floor(random() * below);
    const whole = [smallExport(), withAttention()].map((graph) =>
      onnx.ModelProto.encode(graph.model()).finish(),
    );
    let numRead = 0;
    for (let round = 0; round < 600; round++) {
      const bytes = Uint8Array.from(whole[round % whole.length] ?? []);
      for (let change = draw(4); change >= 0; change--) {
        // The beginning and the end hold the structure; between them lie weights.
        const place = draw(2) === 0 ? draw(400) : bytes.length - 1 - draw(400);
        bytes[place] = draw(256);
      }
      await writeFile(file, bytes);
      try {
        edited(await readExport(file, { ...config, vocabSize: 40, numKvHeads: 1, headDim: 8 }));
        numRead += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(ForetypeError);
        expect(error).toMatchObject({ code: expect.stringMatching(/^model\//) as string });
      }
    }
    expect(numRead).toBeGreaterThan(10);
    expect(numRead).toBeLessThan(590);
  });
});
