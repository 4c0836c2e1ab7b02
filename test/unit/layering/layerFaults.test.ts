import { describe, expect, it } from "vitest";
import { layers } from "../../../.ci/layers.mjs";
import { layerFaults } from "../../support/layering/layerFaults";
import type { SourceGraph, SourceImport } from "../../support/layering/sourceGraph";

/** A graph in which `from` imports `target`, and every other file imports nothing. */
function graphWith(from: string, target: string, isTypeOnly = false): SourceGraph {
  const others = ["core/errors.ts", "core/heal/healer.ts", "runtime/openModel.ts", "store/find.ts"];
  const graph = new Map<string, SourceImport[]>(others.map((file) => [file, []]));
  return graph.set(from, [{ target, isTypeOnly }]);
}

describe("layerFaults", () => {
  it.each([
    ["core/a.ts", "node:fs"],
    ["core/a.ts", "fs"],
    ["core/a.ts", "onnxruntime-node"],
    ["core/a.ts", "store/find.ts"],
    ["store/a.ts", "runtime/openModel.ts"],
    ["protocol/a.ts", "core/heal/healer.ts"],
    ["engine/a.ts", "vscode"],
    ["cli/a.ts", "onnxruntime-node"],
    ["extension/a.ts", "runtime/openModel.ts"],
    ["extension/a.ts", "onnxruntime-node"],
    ["extension/a.ts", "extension/missing"],
  ])("finds that %s imports %s", (from, target) => {
    expect(layerFaults(graphWith(from, target), layers)).toEqual([`${from} imports ${target}`]);
  });

  it("finds that the extension imports types of the runtime", () => {
    const graph = graphWith("extension/a.ts", "runtime/openModel.ts", true);
    expect(layerFaults(graph, layers)).toEqual([
      "extension/a.ts imports types of runtime/openModel.ts",
    ]);
  });

  it.each(["extra/a.ts", "index.ts"])("finds that %s is in no layer", (file) => {
    expect(layerFaults(new Map([[file, []]]), layers)).toEqual([`${file} is in no layer`]);
  });

  it.each([
    ["core/a.ts", "core/errors.ts", false],
    ["protocol/a.ts", "core/heal/healer.ts", true],
    ["protocol/a.ts", "core/errors.ts", false],
    ["runtime/a.ts", "onnxruntime-node", false],
    ["engine/a.ts", "runtime/openModel.ts", false],
    ["extension/a.ts", "vscode", false],
    ["store/a.ts", "node:fs", false],
  ])("allows that %s imports %s", (from, target, isTypeOnly) => {
    expect(layerFaults(graphWith(from, target, isTypeOnly), layers)).toEqual([]);
  });
});
