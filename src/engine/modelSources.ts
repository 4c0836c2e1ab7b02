import os from "node:os";
import { embeddedModelId } from "../core/model/embeddedModel";
import type { ModelDescription } from "../core/model/modelDescription";
import type { ModelSource } from "../core/model/modelSource";
import type { Logger } from "../core/ports";
import type { ModelParams } from "../protocol/engineApi";
import { describeModel } from "../runtime/describeModel";
import { fileBytes } from "../runtime/fileBytes";
import { locateModel } from "../store/locateModel";
import { readManifest } from "../store/readManifest";
import { resolveModel } from "../store/resolveModel";
import type { WorkOptions } from "../store/work";

/** A model, and the one that drafts for it. */
export interface Sources {
  readonly source: ModelSource;
  readonly draft?: ModelSource | undefined;
  /** Why the draft model that is named is not used. */
  readonly draftProblem?: string;
}

/**
 * Where no draft model is named, the embedded one drafts for every other: it is there, it is small, and it writes text that any model
 * can check.
 *
 * @throws what `resolveModel` throws
 */
export async function sourcesOf(params: ModelParams, work?: WorkOptions): Promise<Sources> {
  const { draft } = params;
  const source = await sourceOf(params, work);
  if (draft !== undefined) {
    return { source, draft: await sourceOf({ ...params, model: draft }, work) };
  }
  return { source, draft: source.id === embeddedModelId ? undefined : await embedded(params) };
}

/** A folder of models need not hold it. */
async function embedded({ modelsFolder }: ModelParams): Promise<ModelSource | undefined> {
  const models = await readManifest(modelsFolder);
  const isThere = models.some(({ id }) => id === embeddedModelId);
  return isThere ? locateModel(modelsFolder, embeddedModelId) : undefined;
}

/** Throws what `resolveModel` throws. */
export function sourceOf(params: ModelParams, work?: WorkOptions): Promise<ModelSource> {
  const { model, modelsFolder, cacheFolder, modelFolders } = params;
  const { env, platform } = process;
  const places = { modelsFolder, cacheFolder, modelFolders, env, platform };
  return resolveModel(model, { ...places, homeFolder: os.homedir() }, work);
}

/** Throws what `describeModel` throws. */
export async function describeSources(
  { source, draft }: Sources,
  { cacheFolder, precision }: ModelParams,
  logger: Logger,
): Promise<ModelDescription> {
  const one = async (each: ModelSource): Promise<ModelDescription> =>
    describeModel(each, {
      ...{ cacheFolder, precision, logger },
      fileBytes: await fileBytes(each.files),
    });
  return { ...(await one(source)), ...(draft !== undefined && { draft: await one(draft) }) };
}
