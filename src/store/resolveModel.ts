import { createHash } from "node:crypto";
import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { ForetypeError } from "../core/errors";
import type { ModelSource } from "../core/model/modelSource";
import type { CatalogueEntry } from "./download/catalogue";
import { readCatalogue } from "./download/readCatalogue";
import { fileHash } from "./fileHash";
import { findModels } from "./find/findModels";
import { digestInName } from "./find/findOllamaModels";
import { locateModel } from "./locateModel";
import type { ModelPlaces } from "./modelPlaces";
import { readManifest } from "./readManifest";
import { filesAt } from "./resolve/filesAt";
import { nearestNames } from "./resolve/nearestNames";
import type { WorkOptions } from "./work";

/**
 * Finds a model by what the user has written: the id of a model that ships, the id of one that was found on this machine, the
 * path of a GGUF file or ONNX graph, or that of a folder. Its files are read for their hash; of large ones the hash is
 * remembered, so this takes long only once.
 *
 * @throws user/bad-argument for a name that nothing has, with the nearest names; user/cancelled
 * @throws model/missing, model/corrupt or model/unsupported naming the file and what is wrong with it
 */
export async function resolveModel(
  reference: string,
  places: ModelPlaces,
  options: WorkOptions = {},
): Promise<ModelSource> {
  const manifest = await readManifest(places.modelsFolder);
  if (manifest.some((model) => model.id === reference)) {
    return locateModel(places.modelsFolder, reference);
  }
  const catalogue = await readCatalogue(places.modelsFolder);
  const file = pathOf(reference, places);
  const atPath = (place: string): Promise<ModelSource> =>
    sourceAt(place, { id: place, name: nameOf(place) }, { places, catalogue, options });
  if (file !== undefined && looksLikePath(reference)) return atPath(file);
  const { models } = await findModels(places);
  const found = models.find((model) => model.id === reference);
  if (found !== undefined) {
    return sourceAt(found.path, found, { places, catalogue, options });
  }
  if (file !== undefined && (await isThere(file))) return atPath(file);
  if (catalogue.some((entry) => entry.id === reference)) {
    throw new ForetypeError(
      "user/bad-argument",
      `The model "${reference}" has not been downloaded. "foretype models download ${reference}" does that.`,
    );
  }
  const known = [...manifest, ...models, ...catalogue].map(({ id }) => id);
  throw new ForetypeError(
    "user/bad-argument",
    `There is no model "${reference}". The nearest names: ${nearestNames(reference, known).join(", ")}.`,
  );
}

interface Surroundings {
  readonly places: ModelPlaces;
  readonly catalogue: readonly CatalogueEntry[];
  readonly options: WorkOptions;
}

async function sourceAt(
  place: string,
  { id, name }: { readonly id: string; readonly name: string },
  { places, catalogue, options }: Surroundings,
): Promise<ModelSource> {
  const { files, all } = await filesAt(place);
  const hashes = await hashAll(all, places.cacheFolder, options);
  const [first] = hashes;
  const sha256 =
    hashes.length === 1 && first !== undefined
      ? first
      : createHash("sha256").update(hashes.join("")).digest("hex");
  // A file of the catalogue is known by its hash, wherever it lies.
  const entry = catalogue.find((candidate) => candidate.sha256 === sha256);
  return {
    id,
    name: entry?.name ?? name,
    ...(entry !== undefined && { licence: entry.licence }),
    files,
    sha256,
    languages: entry?.languages ?? [],
  };
}

/** The hashes of all files, one after the other, under one progress. */
async function hashAll(
  files: readonly string[],
  cacheFolder: string,
  { onProgress, cancellation, isQuick }: WorkOptions,
): Promise<readonly string[]> {
  const sizes = await Promise.all(files.map(sizeOf));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const hashes: string[] = [];
  let before = 0;
  for (const [index, file] of files.entries()) {
    const start = before;
    const sha256 = await fileHash(file, {
      cacheFolder,
      ...(cancellation !== undefined && { cancellation }),
      ...(isQuick !== undefined && { isQuick }),
      onProgress: ({ done }) => onProgress?.({ done: start + done, total }),
    });
    const promised = digestInName(path.basename(await realpath(file)));
    if (promised !== undefined && sha256 !== "" && promised !== sha256) {
      throw new ForetypeError(
        "model/corrupt",
        `${file} is damaged: its SHA-256 is ${sha256}, its name says ${promised}. Download it again with the program that it belongs to.`,
      );
    }
    hashes.push(sha256);
    before += sizes[index] ?? 0;
  }
  return hashes;
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (cause) {
    throw new ForetypeError("model/missing", `${file} cannot be read. Check its permissions.`, {
      cause,
    });
  }
}

/** Whether it can be nothing else; names of found models have slashes too. */
function looksLikePath(reference: string): boolean {
  return (
    path.isAbsolute(reference) ||
    /^(~|\.{1,2})([/\\]|$)/.test(reference) ||
    /\.(gguf|onnx|safetensors)$/i.test(reference)
  );
}

function pathOf(reference: string, { cwd, homeFolder }: ModelPlaces): string | undefined {
  if (/^~([/\\]|$)/.test(reference)) return path.join(homeFolder, reference.slice(1));
  if (path.isAbsolute(reference)) return path.normalize(reference);
  return cwd === undefined || reference === "" ? undefined : path.resolve(cwd, reference);
}

function nameOf(file: string): string {
  return path.basename(file).replace(/\.(gguf|onnx)$/i, "");
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}
