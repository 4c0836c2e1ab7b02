import { readdirSync } from "node:fs";
import path from "node:path";
import { build, type Metafile } from "esbuild";
import { describe, expect, it } from "vitest";
import { bundles, root } from "../.ci/bundles.mjs";
import { layers } from "../.ci/layers.mjs";
import { bundleFaults } from "./support/layering/bundleFaults";
import { importCycles } from "./support/layering/importCycles";
import { layerFaults } from "./support/layering/layerFaults";
import { readSourceGraph } from "./support/layering/sourceGraph";

const sourceFolder = path.join(root, "src");
const files = readdirSync(sourceFolder, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts"));

async function metafileOf(name: string): Promise<Metafile> {
  const options = bundles[name];
  if (options === undefined) throw new Error(`no bundle ${name}`);
  return (await build({ ...options, write: false })).metafile;
}

describe("the source", () => {
  const graph = readSourceGraph(sourceFolder, files);

  it("has a file for each layer", () => {
    expect(new Set(files.map((file) => file.split("/")[0]))).toEqual(new Set(Object.keys(layers)));
  });

  it("imports only what the table of layers allows", () => {
    expect(layerFaults(graph, layers)).toEqual([]);
  });

  it("has no cycle", () => {
    expect(importCycles(graph)).toEqual([]);
  });
});

describe("the bundle of the extension", () => {
  it("holds no inference", async () => {
    const rule = {
      withoutFolders: ["src/runtime", "src/engine", "src/cli"],
      withoutPackages: ["onnxruntime-node", "onnxruntime-common", "onnx-proto", "protobufjs"],
    };
    expect(bundleFaults(await metafileOf("extension"), rule)).toEqual([]);
  });
});

describe.each(["engine", "cli"])("the bundle of %s", (name) => {
  it("knows no editor", async () => {
    const rule = { withoutFolders: ["src/extension"], withoutPackages: ["vscode"] };
    expect(bundleFaults(await metafileOf(name), rule)).toEqual([]);
  });
});

describe("the bundle of the panel's page", () => {
  it("knows neither the editor nor Node", async () => {
    const rule = {
      withoutFolders: ["src/extension", "src/engine", "src/runtime", "src/store", "src/files"],
      withoutPackages: ["vscode"],
    };
    expect(bundleFaults(await metafileOf("panel"), rule)).toEqual([]);
  });
});
