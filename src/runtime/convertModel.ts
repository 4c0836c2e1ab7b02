import type { ModelSource } from "../core/model/modelSource";
import { buildGraph, type BuildGraphOptions } from "./prepared/buildGraph";
import { prepareModel } from "./prepared/prepareModel";
import type { PrepareOptions } from "./prepared/prepareOptions";

/**
 * Converts a model into a graph on disk, unless that was done before, so that `openModel` with the same options has only to load
 * it. Between two pieces of the work everything else on this thread goes on.
 *
 * @throws what `openModel` throws for files that cannot be used, user/cancelled and user/disk-full
 */
export async function convertModel(
  source: ModelSource,
  options: PrepareOptions & BuildGraphOptions,
): Promise<void> {
  const prepared = await prepareModel(source, options);
  try {
    await buildGraph(prepared, options);
  } finally {
    await prepared.close();
  }
}
