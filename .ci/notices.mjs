import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { root } from "./bundles.mjs";

/** Shipped as binaries beside the bundle too; its npm package has no licence file. */
const licencesNotPacked = {
  "onnxruntime-node": "MIT License. Copyright (c) Microsoft Corporation.",
  "onnxruntime-common": "MIT License. Copyright (c) Microsoft Corporation.",
};

/**
 * The licences of all packages that went into bundles.
 *
 * @param {readonly import("esbuild").Metafile[]} metafiles
 * @throws if a package says nothing of its licence
 */
export function notices(metafiles) {
  const names = metafiles.flatMap(({ inputs }) => Object.keys(inputs).flatMap(packageOf));
  return [...new Set(names)]
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
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
