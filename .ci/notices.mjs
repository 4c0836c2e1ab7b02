import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { root } from "./bundles.mjs";

/** Shipped as binaries beside the bundle too; its npm package has no licence file. */
const licencesNotPacked = {
  "onnxruntime-node": "MIT License. Copyright (c) Microsoft Corporation.",
  "onnxruntime-common": "MIT License. Copyright (c) Microsoft Corporation.",
};

/** Works inside a package whose licence file names its own authors only; each under the MIT License. */
const holds = {
  "@vscode/tree-sitter-wasm":
    "It holds, under the same MIT License: tree-sitter-typescript, Copyright (c) 2017 Max Brunsfeld; tree-sitter-javascript, " +
    "Copyright (c) 2014 Max Brunsfeld; tree-sitter-python, Copyright (c) 2016 Max Brunsfeld; tree-sitter-go, Copyright (c) 2014 " +
    "Max Brunsfeld; tree-sitter-rust, Copyright (c) 2017 Maxim Sokolov; tree-sitter-java, Copyright (c) 2017 Ayman Nadeem; " +
    "tree-sitter-cpp, Copyright (c) 2014 Max Brunsfeld.",
};

/**
 * The licences of all packages that went into bundles, and of others that are shipped beside them.
 *
 * @param {readonly import("esbuild").Metafile[]} metafiles
 * @param {readonly string[]} others names of packages
 * @throws if a package says nothing of its licence
 */
export function notices(metafiles, others) {
  const names = metafiles.flatMap(({ inputs }) => Object.keys(inputs).flatMap(packageOf));
  return [...new Set([...names, ...others])]
    .sort()
    .map(noticeOf)
    .join(`\n${"-".repeat(80)}\n\n`);
}

/** @returns {readonly string[]} the package of a file below node_modules, or nothing */
function packageOf(/** @type {string} */ file) {
  const name = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
  return name === undefined ? [] : [name];
}

function noticeOf(/** @type {string} */ name) {
  const folder = path.join(root, "node_modules", name);
  const { version, license } = /** @type {{ version: string, license?: string }} */ (
    JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"))
  );
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file !== undefined && existsSync(path.join(folder, file))
      ? readFileSync(path.join(folder, file), "utf8")
      : Object.entries(licencesNotPacked).find(([known]) => known === name)?.[1];
  if (text === undefined || license === undefined) {
    throw new Error(`${name} has no licence file: add what it says to .ci/notices.mjs.`);
  }
  const held = Object.entries(holds).find(([known]) => known === name)?.[1];
  const more = held === undefined ? "" : `\n\n${held}`;
  return `${name} ${version} (${license})\n\n${text.trim()}${more}\n`;
}
