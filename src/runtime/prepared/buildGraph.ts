import { neverCancelled, type Cancellation, type Logger } from "../../core/ports";
import type { BuildProgress } from "../built/buildFolder";
import { BuiltModels } from "../built/builtModels";
import type { PreparedModel } from "./preparedModel";

export interface BuildGraphOptions {
  /** Where built graphs are kept. */
  readonly cacheFolder: string;
  readonly logger: Logger;
  /** Told how far the conversion is; never if the model was converted before. */
  readonly onProgress?: (progress: BuildProgress) => void;
  /** Obeyed between two pieces of a conversion. */
  readonly cancellation?: Cancellation;
}

/**
 * The path of a model's graph, which is built unless it was before.
 *
 * @throws user/cancelled, user/disk-full, and what reading the weights throws
 */
export async function buildGraph(
  prepared: PreparedModel,
  options: BuildGraphOptions,
): Promise<string> {
  const { cacheFolder, logger, onProgress, cancellation = neverCancelled } = options;
  return new BuiltModels(cacheFolder, logger).get(prepared.identity, () => prepared.plan(), {
    onProgress: (progress) => onProgress?.(progress),
    cancellation,
  });
}
