import { ForetypeError } from "../../core/errors";
import type { ModelFiles } from "../../core/model/modelSource";
import { openGgufCheckpoint } from "../gguf/openGgufCheckpoint";
import type { Checkpoint } from "./checkpoint";
import { openHuggingFaceCheckpoint } from "./openHuggingFaceCheckpoint";

/**
 * Opens a model's files, whatever their format, and reads all but the weights.
 *
 * @throws model/bad-config, model/bad-tokenizer, model/unsupported, model/corrupt or model/missing naming the file
 */
export async function openCheckpoint(files: ModelFiles): Promise<Checkpoint> {
  switch (files.kind) {
    case "hugging-face":
      return openHuggingFaceCheckpoint(files);
    case "gguf":
      return openGgufCheckpoint(files.file);
    case "onnx":
      throw new ForetypeError(
        "model/unsupported",
        `${files.graph} is a finished graph, which holds no checkpoint.`,
      );
    default:
      return files satisfies never;
  }
}
