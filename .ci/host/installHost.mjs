import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runNpm } from "../npm.mjs";
import { hostVersions } from "./versions.mjs";

/**
 * A VS Code server on this machine.
 *
 * @typedef {object} Host
 * @property {string} version
 * @property {string} server the program to run with `node`
 * @property {string} node the Node to run it with
 */

/** Built-in extensions that talk to services on the network, and the large packages that only they use. */
const removed = [
  "extensions/copilot",
  "extensions/github",
  "extensions/github-authentication",
  "extensions/microsoft-authentication",
  "extensions/tunnel-forwarding",
  "node_modules/@github",
  "node_modules/@microsoft/mxc-sdk",
];

/**
 * Installs the server of `version` below `folder` from npm, without running any package's install script and without a compiler.
 * Does nothing if it is there already.
 *
 * @param {string} version a key of `hostVersions`
 * @param {string} folder
 * @param {(sentence: string) => void} say told what takes long
 * @returns {Host}
 * @throws if the version is unknown or npm fails; the message is one sentence
 */
export function installHost(version, folder, say) {
  const wanted = hostVersions[version];
  if (wanted === undefined) {
    const known = Object.keys(hostVersions).join(" and ");
    throw new Error(`There is no VS Code host ${version}; known are ${known}.`);
  }
  const home = path.join(folder, version);
  const code = path.join(home, "node_modules/code-server/lib/vscode");
  const nodePackage = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const stamp = path.join(home, "installed.json");
  const recipe = JSON.stringify({ version, ...wanted, removed });
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== recipe) {
    say(`Installing VS Code ${wanted.vscode} for the browser into ${home} (once, about a minute).`);
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    writeFileSync(path.join(home, "package.json"), '{ "name": "vscode-host", "private": true }');
    const packages = [`code-server@${version}`];
    if (wanted.node !== undefined) packages.push(`${nodePackage}@${wanted.node}`);
    runNpm(["install", "--ignore-scripts", ...packages], home);
    // The two installations that code-server's own script would do. Both come with their exact versions.
    for (const part of [code, path.join(code, "extensions")]) {
      runNpm(["install", "--ignore-scripts", "--omit=dev"], part);
    }
    useSystemRipgrep(code);
    silence(path.join(code, "product.json"));
    for (const name of removed) rmSync(path.join(code, name), { recursive: true, force: true });
    writeFileSync(stamp, recipe);
  }
  const ownNode = process.platform === "win32" ? "node.exe" : "bin/node";
  return {
    version,
    server: path.join(code, "out/server-main.js"),
    node:
      wanted.node === undefined
        ? process.execPath
        : path.join(home, "node_modules", nodePackage, ownNode),
  };
}

/** Older servers expect ripgrep where an install script would have downloaded it. Without one, only file search is missing. */
function useSystemRipgrep(/** @type {string} */ code) {
  const bin = path.join(code, "node_modules/@vscode/ripgrep/bin");
  if (!existsSync(path.dirname(bin)) || process.platform === "win32") return;
  const found = spawnSync("sh", ["-c", "command -v rg"], { encoding: "utf8" }).stdout.trim();
  if (found === "") return;
  mkdirSync(bin, { recursive: true });
  rmSync(path.join(bin, "rg"), { force: true });
  symlinkSync(found, path.join(bin, "rg"));
  // The server looks for it below this name too.
  symlinkSync("node_modules", path.join(code, "node_modules.asar"));
}

/** No telemetry and no marketplace. */
function silence(/** @type {string} */ file) {
  /** @type {unknown} */
  const product = JSON.parse(readFileSync(file, "utf8"));
  const changes = { enableTelemetry: false, aiConfig: undefined, extensionsGallery: undefined };
  writeFileSync(file, JSON.stringify(Object.assign({}, product, changes), null, 2));
}
