import path from "node:path";

/** The repository. */
export const root = path.resolve(import.meta.dirname, "..");

/** The entry point of each process. */
const entryPoints = {
  extension: "src/extension/extension.ts",
  engine: "src/engine/main.ts",
  cli: "src/cli/main.ts",
};

/**
 * The bundles by name, each a set of esbuild options. `vscode` exists in the editor only, and onnxruntime finds its binary beside
 * its own files, so both stay outside. Packages are taken in their ES form, of which esbuild can leave out what nobody calls.
 */
export const bundles = Object.fromEntries(
  Object.entries(entryPoints).map(([name, entry]) => [
    name,
    /** @type {const} @satisfies {import("esbuild").BuildOptions} */ ({
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: `dist/${name}.js`,
      bundle: true,
      platform: "node",
      format: "cjs",
      target: "node20",
      external: ["vscode", "onnxruntime-node"],
      mainFields: ["module", "main"],
      // Its ES form asks for its own address, which a script has not.
      alias: {
        "web-tree-sitter": path.join(root, "node_modules/web-tree-sitter/web-tree-sitter.cjs"),
      },
      metafile: true,
      logLevel: "warning",
      ...(name === "cli" ? { banner: { js: "#!/usr/bin/env node" } } : {}),
    }),
  ]),
);
