import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { downloadsFolder } from "../machineFolders";
import type { ModelPlaces } from "../modelPlaces";
import { findHuggingFaceModels } from "./findHuggingFaceModels";
import { findInFolder } from "./findInFolder";
import { findLlamaCppModels } from "./findLlamaCppModels";
import { findLmStudioModels } from "./findLmStudioModels";
import { findOllamaModels } from "./findOllamaModels";
import type { Candidate, Findings, FoundModel, SkippedPath } from "./foundModel";
import { reasonOf } from "./listFolder";

/** What lies on this machine, and what was left out on the way. */
export interface FoundModels {
  readonly models: readonly FoundModel[];
  readonly skipped: readonly SkippedPath[];
}

/** Below a folder that the user has named. */
const userDepth = 6;

/**
 * Looks for models where the user's other programs keep theirs, in the folders that the user has named, and among Foretype's
 * own downloads. Names and sizes only are read, so it is quick; a model that two places share is listed once, under the first
 * of downloads, Ollama, LM Studio, llama.cpp, Hugging Face, folders. What cannot be read is left out with a reason.
 */
export async function findModels(places: Omit<ModelPlaces, "modelsFolder">): Promise<FoundModels> {
  const findings: Findings = { candidates: [], skipped: [] };
  const downloads = downloadsFolder(places);
  await findInFolder(downloads, { place: "downloads", prefix: "", depth: 1 }, findings);
  await findOllamaModels(places, findings);
  await findLmStudioModels(places, findings);
  await findLlamaCppModels(places, findings);
  await findHuggingFaceModels(places, findings);
  for (const folder of places.modelFolders) {
    const search = { place: "folder", prefix: path.basename(folder), depth: userDepth } as const;
    await findInFolder(folder, search, findings);
  }
  const models = await onlyOnce(findings);
  return { models, skipped: findings.skipped };
}

/** Measures candidates, leaves out those that were there already or whose files are gone, and gives each its id. */
async function onlyOnce({ candidates, skipped }: Findings): Promise<readonly FoundModel[]> {
  const models: FoundModel[] = [];
  const seen = new Set<string>();
  const ids = new Set<string>();
  for (const candidate of candidates) {
    try {
      const real = await realpath(candidate.path);
      if (seen.has(real)) continue;
      const bytes = await bytesOf(candidate.files);
      seen.add(real);
      const { name, place, path: where, kind } = candidate;
      models.push({ id: newId(candidate, ids), name, place, path: where, kind, bytes });
    } catch (error) {
      skipped.push({ path: candidate.path, reason: reasonOf(error) });
    }
  }
  return models;
}

async function bytesOf(files: readonly string[]): Promise<number> {
  let sum = 0;
  for (const file of files) sum += (await stat(file)).size;
  return sum;
}

/** Downloads are called by their bare name, which is an id of the catalogue; others by their place too. */
function newId({ place, name }: Candidate, ids: Set<string>): string {
  const wanted = place === "downloads" ? name : `${place}/${name}`;
  let id = wanted;
  for (let number = 2; ids.has(id); number++) id = `${wanted}#${String(number)}`;
  ids.add(id);
  return id;
}
