import { readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { builtFiles, unfinishedSuffix } from "../core/model/builtModel";

/** A model that was converted and is kept in the cache folder. */
export interface ConvertedModel {
  /** Of the source that it was made of; `undefined` where making it was stopped. */
  readonly id: string | undefined;
  readonly precision: string | undefined;
  /** Absolute. */
  readonly folder: string;
  /** What it takes on disk. */
  readonly bytes: number;
}

/** What is kept in a cache folder, finished or not, sorted by name. Nothing where there is no such folder. */
export async function listConverted(cacheFolder: string): Promise<readonly ConvertedModel[]> {
  const models: ConvertedModel[] = [];
  for (const entry of await entriesOf(cacheFolder)) {
    const folder = path.join(cacheFolder, entry);
    const note = await readNote(path.join(folder, builtFiles.note));
    // Other things are in the cache too, such as remembered hashes.
    if (note === undefined && !entry.endsWith(unfinishedSuffix)) continue;
    models.push({ id: note?.id, precision: note?.precision, folder, bytes: await bytesOf(folder) });
  }
  return models;
}

/**
 * Removes a converted model. The source that it was made of is left alone, and the model can be converted again.
 *
 * @throws what the file system throws
 */
export async function removeConverted({ folder }: Pick<ConvertedModel, "folder">): Promise<void> {
  // The note first: what is left if this is interrupted is then no model.
  await rm(path.join(folder, builtFiles.note), { force: true });
  await rm(folder, { recursive: true, force: true });
}

async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch {
    // There is none before the first model is converted.
    return [];
  }
}

async function readNote(
  file: string,
): Promise<{ readonly id: string; readonly precision: string } | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(file, "utf8"));
    if (typeof note !== "object" || note === null) return undefined;
    const { id, precision } = note as Record<string, unknown>;
    return typeof id === "string" && typeof precision === "string" ? { id, precision } : undefined;
  } catch {
    return undefined;
  }
}

async function bytesOf(folder: string): Promise<number> {
  let sum = 0;
  for (const name of await readdir(folder)) {
    try {
      sum += (await stat(path.join(folder, name))).size;
    } catch {
      // Another window has just removed it.
    }
  }
  return sum;
}
