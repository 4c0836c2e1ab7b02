import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { GraphBuilder } from "../../src/runtime/graph/graphBuilder";
import { inputNames } from "../../src/runtime/graph/graphNames";
import { addHead } from "../../src/runtime/graph/headOutputs";
import { createSession } from "../../src/runtime/session/createSession";
import { loadOnnxRuntime } from "../../src/runtime/session/loadOnnxRuntime";

it("the head sums up rows whose logits would overflow, tie, or fall short of K", async () => {
  const runtime = await loadOnnxRuntime();
  const graph = new GraphBuilder("weights.bin");
  graph.input("hidden", "float32", [1, "nodes", 32]);
  graph.input(inputNames.logitRows, "int32", ["wanted"]);
  // Output t copies value t of the row, so a row's first five values are its logits.
  const weights = new Float32Array(5 * 32);
  for (let token = 0; token < 5; token++) weights[token * 32 + token] = 1;
  const floats = graph.constant("head", "float32", [5, 32], weights);
  const head = { name: "head", tensorNames: [], numOutputs: 5, numInputs: 32 };
  addHead(graph, "hidden", { ...head, kind: "floats", floats }, { multiplier: 1 });
  const folder = await mkdtemp(path.join(os.tmpdir(), "foretype-head-"));
  await writeFile(path.join(folder, "graph.onnx"), graph.encode());
  const session = await createSession(runtime, path.join(folder, "graph.onnx"), 1);
  await rm(folder, { recursive: true });
  const rows = [
    [0, 5000, -5000, 4999, 0],
    [9, 9, 9, 9, 9],
    [-1e4, -1e4, -2e4, -1e4, -3e4],
  ];
  const hidden = new Float32Array(3 * 32);
  for (const [i, row] of rows.entries()) hidden.set(row, i * 32);
  const results = await session.run({
    hidden: new runtime.Tensor("float32", hidden, [1, 3, 32]),
    [inputNames.logitRows]: new runtime.Tensor("int32", Int32Array.of(2, 0, 1), [3]),
  });
  await session.release();
  const get = (name: string): number[] => Array.from(results[name]?.data as Float32Array);

  expect(results["top_ids"]?.dims).toEqual([3, 5]);
  expect(get("top_ids")).toEqual([0, 1, 3, 2, 4, 1, 3, 0, 4, 2, 0, 1, 2, 3, 4]);
  const expected = [
    [-1e4 + Math.log(3), Math.log(3)],
    [5000 + Math.log(1 + Math.exp(-1)), entropyOf([1, Math.exp(-1)])],
    [9 + Math.log(5), Math.log(5)],
  ];
  for (const [i, [logSumExp = NaN, entropy = NaN]] of expected.entries()) {
    expect(Math.abs((get("log_sum_exp")[i] ?? NaN) - logSumExp)).toBeLessThan(1e-3);
    expect(Math.abs((get("entropy")[i] ?? NaN) - entropy)).toBeLessThan(1e-5);
  }
});

function entropyOf(weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return -weights.reduce((sum, weight) => sum + (weight / total) * Math.log(weight / total), 0);
}
