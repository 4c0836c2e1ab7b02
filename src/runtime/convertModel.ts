import type { ModelSource } from "../core/model/modelSource";
import { neverCancelled } from "../core/ports";
import { BuiltModels } from "./built/builtModels";
import { checkTensors } from "./checkpoint/checkTensors";
import { openCheckpoint } from "./checkpoint/openCheckpoint";
import { planDecoderGraph } from "./graph/decoderGraph";
import { graphIdentity } from "./graphIdentity";
import { minPast } from "./model/stepInputs";
import type { OpenModelOptions } from "./openModel";
import { positionsOf } from "./positionsOf";

/**
 * Converts a model into a graph on disk, unless that was done before, so that `openModel` with the same options has only to load
 * it. Between two pieces of the work everything else on this thread goes on.
 *
 * @throws what `openModel` throws for files that cannot be used, user/cancelled and user/disk-full
 */
export async function convertModel(
  source: ModelSource,
  options: Pick<
    OpenModelOptions,
    "cacheFolder" | "precision" | "logger" | "onProgress" | "cancellation"
  >,
): Promise<void> {
  const { cacheFolder, precision, logger } = options;
  const checkpoint = await openCheckpoint(source.files);
  try {
    const { config, tensors } = checkpoint;
    checkTensors(tensors, config);
    const numPositions = positionsOf(source, config) + minPast;
    await new BuiltModels(cacheFolder, logger).get(
      graphIdentity(source, config, precision),
      () => planDecoderGraph(tensors, config, numPositions, precision),
      {
        onProgress: options.onProgress ?? (() => undefined),
        cancellation: options.cancellation ?? neverCancelled,
      },
    );
  } finally {
    await checkpoint.close();
  }
}
