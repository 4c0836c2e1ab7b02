import { cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import { root } from "./bundles.mjs";

const vscodeFolder = "@vscode/tree-sitter-wasm/wasm";

/**
 * Where the packages have what the syntax constraint reads at run time: the parser's engine, and a grammar for each language. All are
 * prebuilt; only C and JSON are not among those that VS Code ships.
 */
const files = [
  "web-tree-sitter/web-tree-sitter.wasm",
  `${vscodeFolder}/tree-sitter-typescript.wasm`,
  `${vscodeFolder}/tree-sitter-tsx.wasm`,
  `${vscodeFolder}/tree-sitter-javascript.wasm`,
  `${vscodeFolder}/tree-sitter-python.wasm`,
  `${vscodeFolder}/tree-sitter-go.wasm`,
  `${vscodeFolder}/tree-sitter-rust.wasm`,
  `${vscodeFolder}/tree-sitter-java.wasm`,
  `${vscodeFolder}/tree-sitter-cpp.wasm`,
  "tree-sitter-c/tree-sitter-c.wasm",
  "tree-sitter-json/tree-sitter-json.wasm",
];

/** The path of each file by its bare name. */
export const grammars = new Map(
  files.map((file) => [path.basename(file), path.join(root, "node_modules", file)]),
);

/** The packages that they come from. */
export const grammarPackages = files.map((file) => /^(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? file);

/** Copies all of them into a folder, for what is bundled to find. */
export function copyGrammars(/** @type {string} */ folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, file] of grammars) cpSync(file, path.join(folder, name));
}
