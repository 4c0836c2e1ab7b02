import type { Metafile } from "esbuild";
import { describe, expect, it } from "vitest";
import { bundleFaults } from "../../support/layering/bundleFaults";

const rule = { withoutFolders: ["src/runtime"], withoutPackages: ["onnxruntime-node"] };

function metafileOf(files: readonly string[], external: readonly string[]): Metafile {
  const imports = external.map((path) => ({ path, kind: "require-call" as const, external: true }));
  const output = { bytes: 1, inputs: {}, imports, exports: [] };
  return {
    inputs: Object.fromEntries(files.map((file) => [file, { bytes: 1, imports: [] }])),
    outputs: { "dist/a.js": output },
  };
}

describe("bundleFaults", () => {
  it("finds a file of a forbidden folder", () => {
    const metafile = metafileOf(["src/core/errors.ts", "src/runtime/openModel.ts"], []);
    expect(bundleFaults(metafile, rule)).toEqual(["holds src/runtime/openModel.ts"]);
  });

  it("finds a file of a forbidden package", () => {
    const file = "node_modules/onnxruntime-node/dist/index.js";
    expect(bundleFaults(metafileOf([file], []), rule)).toEqual([`holds ${file}`]);
  });

  it("finds a forbidden package that is left to run time", () => {
    const metafile = metafileOf([], ["node:fs", "onnxruntime-node"]);
    expect(bundleFaults(metafile, rule)).toEqual(["loads onnxruntime-node"]);
  });

  it("finds nothing in a bundle that keeps the rule", () => {
    expect(bundleFaults(metafileOf(["src/runtimes/a.ts"], ["vscode"]), rule)).toEqual([]);
  });
});
