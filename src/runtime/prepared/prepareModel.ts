import type { ModelSource } from "../../core/model/modelSource";
import { prepareExport } from "../exports/prepareExport";
import { prepareCheckpoint } from "./prepareCheckpoint";
import type { PreparedModel } from "./preparedModel";
import type { PrepareOptions } from "./prepareOptions";

/**
 * Reads and checks a model's files, whatever their format, all but the weights.
 *
 * @throws model/bad-config, model/bad-tokenizer, model/bad-shape, model/unsupported, model/corrupt or model/missing naming the
 * file
 */
export async function prepareModel(
  source: ModelSource,
  options: PrepareOptions,
): Promise<PreparedModel> {
  const { files } = source;
  return files.kind === "onnx"
    ? prepareExport(source, files, options)
    : prepareCheckpoint(source, options);
}
