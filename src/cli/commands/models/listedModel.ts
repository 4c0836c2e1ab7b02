import { messageOf } from "../../../core/errors";
import type { ModelDescription } from "../../../core/model/modelDescription";
import type { ModelSource } from "../../../core/model/modelSource";
import { describeModel } from "../../../runtime/describeModel";
import type { CatalogueEntry } from "../../../store/download/catalogue";
import { readCatalogue } from "../../../store/download/readCatalogue";
import { describable } from "../../../store/find/describable";
import { findModels } from "../../../store/find/findModels";
import type { ModelPlace, SkippedPath } from "../../../store/find/foundModel";
import { listModels } from "../../../store/listModels";
import { locateModel } from "../../../store/locateModel";
import type { ModelPlaces } from "../../../store/modelPlaces";
import type { CliHost } from "../../cliHost";
import { quietLogger } from "../../quietLogger";
import { withProgress } from "../../withProgress";

/** A line of `foretype models`. */
export interface ListedModel {
  readonly id: string;
  readonly name: string;
  /** `bundled` ships with Foretype, `catalogue` can be downloaded. */
  readonly place: ModelPlace | "bundled" | "catalogue";
  readonly path: string | undefined;
  readonly licence: string | undefined;
  readonly bytes: number | undefined;
  readonly description: ModelDescription | undefined;
  /** Why it cannot be used, as a sentence. */
  readonly problem: string | undefined;
}

/** All models that can be named, and what was left out while looking for them. */
export interface Listing {
  readonly models: readonly ListedModel[];
  readonly skipped: readonly SkippedPath[];
}

/**
 * Lists what ships, what lies on this machine and what can be downloaded. Only headers are read.
 *
 * @throws model/missing or model/corrupt when the manifest or the catalogue cannot be used
 */
export async function listAllModels(places: ModelPlaces, host: CliHost): Promise<Listing> {
  const { modelsFolder, cacheFolder } = places;
  const [bundled, catalogue, { models: found, skipped }] = await Promise.all([
    listModels(modelsFolder),
    readCatalogue(modelsFolder),
    findModels(places),
  ]);
  const total = bundled.length + found.length;
  return withProgress(host, { title: "Looking at models", total }, async (progress) => {
    const models: ListedModel[] = [];
    const add = async (
      known: Omit<ListedModel, "description" | "problem">,
      locate: () => Promise<ModelSource>,
    ): Promise<void> => {
      if (!host.cancellation.isCancelled) models.push(await described(known, locate, host));
      progress.advance();
    };
    for (const { id, name, licence, bytes } of bundled) {
      const known = { id, name, licence, bytes, place: "bundled", path: undefined } as const;
      await add(known, () => locateModel(modelsFolder, id));
    }
    for (const model of found) {
      const { id, name, place, path, bytes } = model;
      const entry = catalogue.find((candidate) => place === "downloads" && candidate.id === id);
      await add(
        { id, name: entry?.name ?? name, licence: entry?.licence, bytes, place, path },
        () => describable(model, cacheFolder),
      );
    }
    const isHere = ({ id }: CatalogueEntry): boolean => found.some((model) => model.id === id);
    models.push(...catalogue.filter((entry) => !isHere(entry)).map(ofCatalogue));
    return { models, skipped };
  });
}

async function described(
  known: Omit<ListedModel, "description" | "problem">,
  locate: () => Promise<ModelSource>,
  host: CliHost,
): Promise<ListedModel> {
  try {
    const description = await describeModel(await locate(), {
      cacheFolder: host.cacheFolder,
      precision: "auto",
      logger: quietLogger(host),
      fileBytes: known.bytes ?? 0,
    });
    return { ...known, description, problem: undefined };
  } catch (error) {
    return { ...known, description: undefined, problem: messageOf(error) };
  }
}

function ofCatalogue({ id, name, licence, bytes }: CatalogueEntry): ListedModel {
  return {
    ...{ id, name, licence, bytes, place: "catalogue" },
    ...{ path: undefined, description: undefined, problem: undefined },
  };
}
