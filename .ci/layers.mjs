/**
 * Who may import whom. `mayImport`: other layers of src. `mayUse`: packages, as regular expressions on the import's name.
 * ESLint and test/layering.test.ts both read this table; src/README.md says it in words.
 */
export const layers = {
  core: { mayImport: [], mayUse: [] },
  protocol: { mayImport: ["core"], mayUse: [] },
  store: { mayImport: ["core"], mayUse: ["node:"], mayUseInWords: "node only" },
  runtime: {
    mayImport: ["core"],
    mayUse: ["node:", "onnxruntime-node$", "@huggingface/tokenizers$", "onnx-proto$", "protobufjs"],
    mayUseInWords: "node, onnxruntime-node, @huggingface/tokenizers and onnx-proto",
  },
  engine: {
    mayImport: ["core", "runtime", "store", "protocol"],
    mayUse: ["node:"],
    mayUseInWords: "node only",
  },
  cli: {
    mayImport: ["core", "runtime", "store"],
    mayUse: ["node:", "commander$", "cli-progress$", "onnxruntime-node$"],
    mayUseInWords: "node, commander and cli-progress",
  },
  extension: {
    mayImport: ["core", "store", "protocol"],
    mayUse: ["node:", "vscode$"],
    mayUseInWords: "node and vscode",
  },
};
