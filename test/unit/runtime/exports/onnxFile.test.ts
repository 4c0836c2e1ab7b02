import { onnx } from "onnx-proto";
import { mkdtemp, rm, mkdir, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readOnnxFile } from "../../../../src/runtime/exports/onnxFile";
import { smallExport } from "../../../support/exports/smallExport";
import { failureOf } from "../../../support/failure";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "foretype-onnx-"));
  file = path.join(folder, "model.onnx");
});
afterEach(() => rm(folder, { recursive: true }));

/** Reads the small export after a change. */
async function read(
  change: (model: onnx.IModelProto, graph: onnx.IGraphProto) => void = () => undefined,
): ReturnType<typeof readOnnxFile> {
  const model = smallExport().model();
  change(model, model.graph ?? {});
  await writeFile(file, onnx.ModelProto.encode(model).finish());
  return readOnnxFile(file);
}

async function readBytes(...parts: readonly Uint8Array[]): ReturnType<typeof readOnnxFile> {
  await writeFile(file, Buffer.concat(parts));
  return readOnnxFile(file);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

/** A field of bytes. */
function field(number: number, content: Uint8Array): Uint8Array {
  return Buffer.concat([
    Buffer.from([...varint(number * 8 + 2), ...varint(content.length)]),
    content,
  ]);
}

/** A model around the fields of a graph. */
function modelOf(graph: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from([8, 8]), field(7, graph)]);
}

describe("readOnnxFile", () => {
  it("reads all but the weights, and finds where those lie", async () => {
    const big = new Float32Array(4000).fill(3);
    const { nodes, inputs, outputs, opsets, irVersion, weights } = await read((_, graph) => {
      graph.initializer?.push({
        name: "big",
        dataType: 1,
        dims: [40, 100],
        rawData: new Uint8Array(big.buffer),
      });
    });
    expect(nodes.map(({ opType }) => opType)).toEqual(["Gather", "MatMul", "Concat", "Concat"]);
    expect(inputs.map(({ name }) => name)).toContain("past_key_values.0.key");
    expect(outputs.map(({ name }) => name)).toEqual(["logits", "present.0.key", "present.0.value"]);
    expect([opsets.get(""), opsets.get("com.microsoft"), irVersion]).toEqual([17, 1, 8]);
    expect(weights.get("table")).toMatchObject({ dims: [40, 8], place: undefined });
    const { place, dims } = weights.get("big") ?? {};
    expect(dims).toEqual([40, 100]);
    expect(place).toMatchObject({ path: file, byteLength: 16_000 });
    const { promises } = await import("node:fs");
    const bytes = (await promises.readFile(file)).subarray(place?.offset, (place?.offset ?? 0) + 4);
    expect(bytes.readFloatLE()).toBe(3);
  });

  it.each([
    ["nothing", []],
    ["no message", [Buffer.from("%PDF-1.4 nothing of the kind")]],
    ["zeros", [Buffer.alloc(100)]],
    ["a model without a graph", [Buffer.from([8, 8])]],
    ["a length beyond the file", [Buffer.from([8, 8, 0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f, 1])]],
    ["a length beyond all numbers", [Buffer.from([8, 8, 0x3a, ...Array<number>(9).fill(0xff), 1])]],
    ["a number without end", [Buffer.from([8, ...Array<number>(30).fill(0xff)])]],
    ["a group", [Buffer.from([8, 8, 0x0b, 0x0c])]],
    ["two graphs", [modelOf(Buffer.of()), field(7, Buffer.of())]],
    ["a node that is none", [modelOf(field(1, Buffer.from([0x0a, 0x50])))]],
    ["a name that is a number", [modelOf(field(5, Buffer.from([0x42, 1, 97, 0x0d])))]],
  ])("refuses %s", async (_, parts) => {
    expect(await failureOf(readBytes(...parts))).toMatchObject({ code: "model/corrupt" });
  });

  it("refuses a file that is cut off, wherever", async () => {
    const whole = onnx.ModelProto.encode(smallExport().model()).finish();
    for (let length = 0; length < whole.length - 10; length += 37) {
      const { code, message } = await failureOf(readBytes(whole.subarray(0, length)));
      expect(code, String(length)).toBe("model/corrupt");
      expect(message).toContain(file);
    }
  });

  it.each([
    [
      "a million empty nodes",
      () => modelOf(Buffer.concat(Array<Uint8Array>(1 << 20).fill(field(1, Buffer.of(0x22, 0))))),
    ],
    [
      "a node of a million empty attributes",
      () => modelOf(field(1, Buffer.alloc(6 << 20, Buffer.of(0x2a, 0)))),
    ],
    [
      "millions of numbers in one field",
      () => modelOf(field(1, field(5, field(8, Buffer.alloc(3 << 20))))),
    ],
    [
      "graphs inside graphs",
      () => {
        let node: Uint8Array = Buffer.of();
        for (let depth = 0; depth < 2000; depth++) node = field(1, field(5, field(6, node)));
        return modelOf(node);
      },
    ],
    ["a node larger than any", () => modelOf(field(1, field(6, Buffer.alloc(65 << 20))))],
  ])("refuses %s before it takes the memory for them", async (_, make) => {
    const before = process.memoryUsage().heapUsed;
    expect(await failureOf(readBytes(make()))).toMatchObject({ code: "model/unsupported" });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(500e6);
  });

  it.each<[string, string, (model: onnx.IModelProto, graph: onnx.IGraphProto) => void]>([
    ["functions of its own", "functions", (model) => (model.functions = [{ name: "f" }])],
    ["sparse weights", "sparse", (_, graph) => (graph.sparseInitializer = [{}])],
    [
      "a tensor of text",
      "of a type or shape",
      (_, graph) => graph.initializer?.push({ name: "t", dataType: 8, dims: [1] }),
    ],
    [
      "a tensor of endless size",
      "of a type or shape",
      (_, graph) => graph.initializer?.push({ name: "t", dataType: 1, dims: [2 ** 31, 2 ** 31] }),
    ],
    [
      "a tensor of less than nothing",
      "of a type or shape",
      (_, graph) => graph.initializer?.push({ name: "t", dataType: 1, dims: [-1] }),
    ],
  ])("refuses %s", async (_, message, change) => {
    const failure = await failureOf(read(change));
    expect(failure.code).toBe("model/unsupported");
    expect(failure.message).toContain(message);
  });

  it("refuses two tensors of one name, and one that is not as long as it says", async () => {
    const twice = await failureOf(read((_, { initializer }) => initializer?.push(...initializer)));
    expect(twice).toMatchObject({ code: "model/corrupt" });
    const short = await failureOf(
      read((_, { initializer }) => {
        const rawData = new Uint8Array(5000);
        initializer?.push({ name: "t", dataType: 1, dims: [5000], rawData });
      }),
    );
    expect(short.message).toContain("not as long as its shape says");
  });
});

describe("weights in another file", () => {
  /** Reads the small export with its table in another file. */
  function readTable(entries: Readonly<Record<string, string>>): ReturnType<typeof readOnnxFile> {
    return read((_, { initializer }) => {
      const table = initializer?.[0];
      if (table === undefined) throw new Error("there is a table");
      table.rawData = null;
      table.dataLocation = onnx.TensorProto.DataLocation.EXTERNAL;
      table.externalData = Object.entries(entries).map(([key, value]) => ({ key, value }));
    });
  }

  it("are found beside the graph, through links too", async () => {
    await mkdir(path.join(folder, "blobs"));
    const blob = path.join(folder, "blobs/123");
    await writeFile(blob, new Uint8Array(2000));
    await symlink(blob, path.join(folder, "model.onnx_data"));
    const { weights } = await readTable({ location: "model.onnx_data", offset: "64" });
    expect(weights.get("table")?.place).toEqual({ path: blob, offset: 64, byteLength: 1280 });
    const whole = await readTable({ location: "./model.onnx_data", length: "1280" });
    expect(whole.weights.get("table")?.place).toMatchObject({ path: blob, offset: 0 });
  });

  it.each([
    "/etc/passwd",
    "../model.onnx_data",
    "data/../../x",
    "..",
    ".",
    "",
    "C:\\weights",
    "C:weights",
    "\\\\server\\share",
    "a\0b",
  ])("are not read from %j", async (location) => {
    const failure = await failureOf(readTable({ location }));
    expect(failure.code).toBe("model/unsupported");
    expect(failure.message).toContain("from the graph's own folder only");
  });

  it.each([
    ["an offset beyond the file", { offset: "1000" }, "ends before"],
    ["an offset before it", { offset: "-1" }, "does not say where"],
    ["an offset that is no number", { offset: "0x10" }, "does not say where"],
    ["an offset beyond all numbers", { offset: "9".repeat(30) }, "does not say where"],
    ["another length", { length: "1276" }, "does not say where"],
  ])("are refused at %s", async (_, entries, message) => {
    await writeFile(path.join(folder, "data"), new Uint8Array(2000));
    const failure = await failureOf(readTable({ location: "data", ...entries }));
    expect(failure.code).toBe("model/corrupt");
    expect(failure.message).toContain(message);
  });

  it("are missed where they are not there, or are a folder", async () => {
    expect(await failureOf(readTable({ location: "data" }))).toMatchObject({
      code: "model/missing",
    });
    await mkdir(path.join(folder, "data"));
    const failure = await failureOf(readTable({ location: "data" }));
    expect(failure.code).toBe("model/missing");
    expect(failure.message).toContain(path.join(folder, "data"));
  });
});
