import type { ModelParams } from "../protocol/engineApi";
import type { Settings } from "./settings";

/** Id of the model that ships with the extension, as in models/manifest.json. */
const embeddedModelId = "foretype-seed";

/** Folders of the extension that the engine reads and writes. Absolute. */
export interface EngineFolders {
  readonly models: string;
  /** Where built graphs are kept. */
  readonly graphs: string;
}

/** Which model the settings ask for. */
export function modelParams({ models, graphs }: EngineFolders, settings: Settings): ModelParams {
  return {
    modelsFolder: models,
    modelId: embeddedModelId,
    cacheFolder: graphs,
    precision: settings.precision,
    threads: settings.threads,
  };
}
