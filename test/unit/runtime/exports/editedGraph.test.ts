import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { onnx } from "onnx-proto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EditedGraph } from "../../../../src/runtime/exports/editedGraph";
import { wholeNumber } from "../../../../src/runtime/exports/wholeNumber";
import type { Weight } from "../../../../src/runtime/exports/onnxFile";
import { GraphBuilder } from "../../../../src/runtime/graph/graphBuilder";

let folder: string;
let graphPath: string;
let dataPath: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "foretype-edited-"));
  graphPath = path.join(folder, "model.onnx");
  dataPath = path.join(folder, "model.onnx_data");
  await writeFile(
    graphPath,
    Uint8Array.from({ length: 9000 }, (_, i) => i % 251),
  );
  await writeFile(
    dataPath,
    Uint8Array.from({ length: 9000 }, (_, i) => i % 241),
  );
});
afterAll(() => rm(folder, { recursive: true }));

function weight(name: string, file: string, offset: number, byteLength: number): Weight {
  const place = { path: file, offset, byteLength };
  return { name, dataType: 2, dims: [byteLength], tensor: {}, place };
}

function graphOf(weights: readonly Weight[], canLink: boolean): EditedGraph {
  const added = new GraphBuilder("weights.bin");
  added.input("x", "float32", [1]);
  added.node("Neg", ["x"], { outputs: ["before"] });
  const numBefore = added.numNodes;
  added.node("Neg", ["export.y"], { outputs: ["after"] });
  added.output("after", "float32", [1]);
  return new EditedGraph(
    {
      ...{ added, numBefore, weights, irVersion: 4, opsets: new Map([["", 14]]) },
      nodes: [{ opType: "Neg", input: ["before"], output: ["export.y"] }],
      canLink: () => canLink,
    },
    graphPath,
  );
}

function placesIn(graph: EditedGraph): Readonly<Record<string, string>> {
  const { graph: encoded } = onnx.ModelProto.decode(graph.encode());
  return Object.fromEntries(
    (encoded?.initializer ?? []).map(({ name, externalData }) => [
      name ?? "",
      (externalData ?? []).map(({ value }) => value).join(" "),
    ]),
  );
}

const inGraph = (): Weight => weight("a", graphPath, 13, 5000);
const beside = (): Weight => weight("b", dataPath, 7, 300);

describe("EditedGraph", () => {
  it("puts the export's nodes between ours, in its own operator sets", () => {
    const model = onnx.ModelProto.decode(graphOf([], true).encode());
    expect(model.graph?.node?.map(({ output }) => output?.[0])).toEqual([
      "before",
      "export.y",
      "after",
    ]);
    expect(model.opsetImport.map((opset) => [opset.domain, wholeNumber(opset.version)])).toEqual([
      ["", 14],
      ["com.microsoft", 1],
    ]);
    expect(wholeNumber(model.irVersion)).toBeGreaterThanOrEqual(8);
  });

  it("links files of weights, and copies those out of the graph's own", () => {
    const graph = graphOf([beside(), inGraph(), weight("c", dataPath, 8000, 900)], true);
    expect(graph.linked).toEqual([{ name: "linked_0.bin", source: dataPath, byteLength: 8900 }]);
    expect(graph.stored).toHaveLength(1);
    expect(placesIn(graph)).toEqual({
      "export.b": "linked_0.bin 7 300",
      "export.a": "weights.bin 0 5000",
      "export.c": "linked_0.bin 8000 900",
    });
  });

  it("copies what cannot be linked, every byte of it", async () => {
    const graph = graphOf([inGraph(), beside()], false);
    expect(graph.linked).toEqual([]);
    expect(placesIn(graph)).toEqual({
      "export.a": "weights.bin 0 5000",
      "export.b": "weights.bin 8192 300",
    });
    expect(graph.weightsBytes).toBe(12_288);
    const copied = new Map<string, Uint8Array>();
    for (const data of graph.stored) {
      for await (const { tensor, offset, bytes } of data.pieces()) {
        expect(offset).toBe(0);
        copied.set(tensor, bytes);
      }
    }
    expect(copied.get("a")).toEqual(Uint8Array.from({ length: 5000 }, (_, i) => (i + 13) % 251));
    expect(copied.get("b")).toEqual(Uint8Array.from({ length: 300 }, (_, i) => (i + 7) % 241));
  });
});
