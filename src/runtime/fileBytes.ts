import { stat } from "node:fs/promises";
import type { ModelFiles } from "../core/model/modelSource";

/** Size of the files that make up a model, as far as they can be read. */
export async function fileBytes(files: ModelFiles): Promise<number> {
  const sizes = await Promise.all(
    pathsOf(files).map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function pathsOf(files: ModelFiles): readonly string[] {
  switch (files.kind) {
    case "hugging-face":
      return [files.config, files.tokenizer, ...files.weights];
    case "gguf":
      return [files.file, ...(files.otherParts ?? [])];
    case "onnx":
      return [files.graph, files.config, files.tokenizer];
    default:
      return files satisfies never;
  }
}
