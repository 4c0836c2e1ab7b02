/**
 * The VS Code servers of the end-to-end tests, by the version of the npm package `code-server` that carries them. `vscode` is what
 * the server calls itself; `node` is the version of Node it must run on, where the one that runs this will not do.
 *
 * @typedef {object} HostVersion
 * @property {string} vscode
 * @property {string | undefined} node
 */

/** @type {Readonly<Record<string, HostVersion>>} */
export const hostVersions = {
  // The oldest that `engines.vscode` in package.json promises.
  "4.100.3": { vscode: "1.100.3", node: undefined },
  // The newest.
  "4.139.1": { vscode: "1.139.1", node: "24.21.0" },
};
