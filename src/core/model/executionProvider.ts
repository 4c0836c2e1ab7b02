/**
 * Where onnxruntime computes. `cpu` is there on every machine; `webgpu` on all but Linux on arm64, `cuda` on Linux x64 with the
 * CUDA libraries installed, `dml` on Windows, `coreml` on macOS (onnxruntime-node 1.30).
 */
export type ExecutionProvider = "cpu" | "webgpu" | "cuda" | "dml" | "coreml";

export const executionProviders: readonly ExecutionProvider[] = [
  "cpu",
  "webgpu",
  "cuda",
  "dml",
  "coreml",
];
