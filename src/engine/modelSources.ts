import os from "node:os";
import type { ModelDescription } from "../core/model/modelDescription";
import type { ModelSource } from "../core/model/modelSource";
import type { Logger } from "../core/ports";
import type { ModelParams } from "../protocol/engineApi";
import { describeModel } from "../runtime/describeModel";
import { fileBytes } from "../runtime/fileBytes";
import { resolveModel } from "../store/resolveModel";
import type { WorkOptions } from "../store/work";

/** A model, and the one that drafts for it if one is named. */
export interface Sources {
  readonly source: ModelSource;
  readonly draft?: ModelSource | undefined;
  /** Why the draft model that is named is not used. */
  readonly draftProblem?: string;
}

/** Throws what `resolveModel` throws. */
export async function sourcesOf(params: ModelParams, work?: WorkOptions): Promise<Sources> {
  const { draft } = params;
  return {
    source: await sourceOf(params, work),
    draft: draft === undefined ? undefined : await sourceOf({ ...params, model: draft }, work),
  };
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
