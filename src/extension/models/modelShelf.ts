import { messageOf } from "../../core/errors";
import type { Logger } from "../../core/ports";
import { readCatalogue } from "../../store/download/readCatalogue";
import { findModels } from "../../store/find/findModels";
import type { FoundModel } from "../../store/find/foundModel";
import { listModels } from "../../store/listModels";
import type { ModelPlaces } from "../../store/modelPlaces";
import { modelChoices, type ModelChoice } from "./modelChoices";

/**
 * All models that can be chosen on this machine. A place that cannot be read costs its models and a line in the log, never the
 * others.
 */
export async function readShelf(places: ModelPlaces, log: Logger): Promise<readonly ModelChoice[]> {
  const orNothing = async <Item>(read: Promise<readonly Item[]>): Promise<readonly Item[]> => {
    try {
      return await read;
    } catch (error) {
      log.warn(messageOf(error));
      return [];
    }
  };
  const [bundled, found, catalogue] = await Promise.all([
    orNothing(listModels(places.modelsFolder)),
    orNothing(foundOn(places, log)),
    orNothing(readCatalogue(places.modelsFolder)),
  ]);
  return modelChoices({ bundled, found, catalogue });
}

async function foundOn(places: ModelPlaces, log: Logger): Promise<readonly FoundModel[]> {
  const { models, skipped } = await findModels(places);
  for (const { path, reason } of skipped) log.debug(`${path} is left out: ${reason}`);
  return models;
}
