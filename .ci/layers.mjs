/**
 * Who may import whom: the table of src/README.md as data. ESLint (eslint.config.mjs) reads it for a quick answer in the editor,
 * test/layering.test.ts for the exact one.
 *
 * @typedef {object} Layer
 * @property {readonly string[]} layers other layers that it may import
 * @property {readonly string[]} typesOf other layers of which it may import types only
 * @property {readonly string[]} valuesOf files that it may import although their layer is in `typesOf`
 * @property {readonly string[]} packages packages that it may import
 * @property {boolean} node whether it may import Node's own modules
 */

/** @type {Readonly<Record<string, Layer>>} */
export const layers = {
  core: { layers: [], typesOf: [], valuesOf: [], packages: [], node: false },
  files: { layers: ["core"], typesOf: [], valuesOf: [], packages: [], node: true },
  runtime: {
    layers: ["core", "files"],
    typesOf: [],
    valuesOf: [],
    packages: ["onnxruntime-node", "onnx-proto", "protobufjs", "web-tree-sitter"],
    node: true,
  },
  store: { layers: ["core", "files"], typesOf: [], valuesOf: [], packages: ["undici"], node: true },
  // Errors cross the process boundary, so the RPC has to make them.
  protocol: { layers: [], typesOf: ["core"], valuesOf: ["core/errors"], packages: [], node: false },
  engine: {
    layers: ["core", "runtime", "store", "protocol"],
    typesOf: [],
    valuesOf: [],
    packages: [],
    node: true,
  },
  cli: {
    layers: ["core", "files", "runtime", "store"],
    typesOf: [],
    valuesOf: [],
    packages: ["commander", "cli-progress"],
    node: true,
  },
  // The page of the panel. It knows the DOM, and of the extension only the messages.
  webview: {
    layers: ["core"],
    typesOf: ["protocol"],
    valuesOf: ["protocol/panelMessages"],
    packages: [],
    node: false,
  },
  // The page's texts are translated where the editor's translations are.
  extension: {
    layers: ["core", "files", "store", "protocol"],
    typesOf: ["webview"],
    valuesOf: ["webview/strings/english"],
    packages: ["vscode", "picomatch"],
    node: true,
  },
};
