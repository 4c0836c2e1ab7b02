import type { ModelSource, Precision } from "../../core/model/modelSource";
import type { Logger } from "../../core/ports";
import { prepareExport } from "../exports/prepareExport";
import { prepareCheckpoint } from "./prepareCheckpoint";
import type { PreparedModel } from "./preparedModel";

export interface PrepareOptions {
  /** Where built graphs are kept. */
  readonly cacheFolder: string;
  /** Of weights that a graph is made of; a finished graph keeps its own. */
  readonly precision: Precision;
  readonly logger: Logger;
}

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
    : prepareCheckpoint(source, options.precision);
}
