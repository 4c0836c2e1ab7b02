import path from "node:path";

/** The repository. */
export const root = path.resolve(import.meta.dirname, "..");

/**
 * What esbuild is told of a bundle.
 *
 * @typedef {import("esbuild").BuildOptions & { outfile: string, metafile: true }} Bundle
 */

/** The entry point of each process. */
const entryPoints = {
  extension: "src/extension/extension.ts",
  engine: "src/engine/main.ts",
  cli: "src/cli/main.ts",
};

/**
 * The bundle of a process. `vscode` exists in the editor only, and onnxruntime finds its binary beside its own files, so both stay
 * outside. Packages are taken in their ES form, of which esbuild can leave out what nobody calls.
 *
 * @param {string} name
 * @param {string} entry
 * @returns {Bundle}
 */
const processBundle = (name, entry) => ({
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
});

/**
 * A file of the panel's page, which runs in the editor's browser. Its style sheet has a bundle too, because the page may load what
 * is in `dist` and nothing else.
 *
 * @param {string} entry
 * @param {string} outfile
 * @returns {Bundle}
 */
const pageBundle = (entry, outfile) => ({
  absWorkingDir: root,
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: "browser",
  format: "iife",
  target: "chrome130",
  minify: true,
  metafile: true,
  logLevel: "warning",
});

/**
 * The bundles by name, each a set of esbuild options.
 *
 * @type {Readonly<Record<string, Bundle>>}
 */
export const bundles = {
  ...Object.fromEntries(
    Object.entries(entryPoints).map(([name, entry]) => [name, processBundle(name, entry)]),
  ),
  panel: pageBundle("src/webview/main.ts", "dist/panel.js"),
  panelStyle: pageBundle("media/panel.css", "dist/panel.css"),
};
