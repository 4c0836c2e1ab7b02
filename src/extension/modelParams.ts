import { draftReference } from "../core/decode/draftReference";
import type { ModelParams } from "../protocol/engineApi";
import type { Settings } from "./settings";

/** Folders of the extension that the engine reads and writes. Absolute. */
export interface EngineFolders {
  readonly models: string;
  /** Where built graphs are kept. */
  readonly graphs: string;
}

/** Which model the settings ask for, or another one on their terms. */
export function modelParams(
  { models, graphs }: EngineFolders,
  settings: Settings,
  model = settings.model,
): ModelParams {
  const { draftModel, strategy } = settings;
  const named = draftModel === "" ? undefined : draftModel;
  const draft = draftReference({ named, model, strategy });
  return {
    model,
    modelsFolder: models,
    cacheFolder: graphs,
    modelFolders: settings.modelFolders,
    precision: settings.precision,
    threads: settings.threads,
    provider: settings.executionProvider,
    ...(draft !== undefined && { draft }),
  };
}
