import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { ForetypeError } from "../../core/errors";
import { fileHash, stateOf } from "../fileHash";
import { rememberHash } from "../rememberedHashes";
import type { WorkOptions } from "../work";
import type { CatalogueEntry } from "./catalogue";
import { diskError } from "./diskErrors";
import { downloadLock } from "./downloadLock";
import { Hub, type HubOptions } from "./hub";
import { findHubFile, type HubFile } from "./hubFile";
import { PartFile } from "./partFile";
import { usualPatience, type Patience } from "./patience";
import { persist } from "./persist";
import { receive } from "./receive";

export interface DownloadOptions extends WorkOptions, Omit<HubOptions, "idleMs" | "cancellation"> {
  /** Where the file goes, as `ID.gguf`. It is made if it is not there. */
  readonly folder: string;
  /** Where the hash of the file is remembered. */
  readonly cacheFolder: string;
  /** Bytes that are free where a folder is. */
  readonly freeBytes: (folder: string) => Promise<number>;
  readonly patience?: Partial<Patience>;
}

/** Left free on the disk. */
const spareBytes = 64 << 20;

/**
 * Downloads a model of the catalogue: asks the Hub what the file is, fetches it, goes on where an earlier download has
 * stopped, tries again after a while when the connection fails, and checks the SHA-256 before the file gets its name. A
 * file that is there and right is left as it is.
 *
 * @returns the file's path
 * @throws user/cancelled, user/offline or user/disk-full; what has arrived is kept for the next try
 * @throws model/corrupt if the file is not what it should be; nothing is kept
 * @throws user/bad-setting (no access), user/bad-argument (being downloaded already), model/missing
 */
export async function downloadModel(
  entry: CatalogueEntry,
  options: DownloadOptions,
): Promise<string> {
  const target = targetOf(entry, options.folder);
  try {
    await mkdir(options.folder, { recursive: true });
    const lock = await downloadLock(target);
    try {
      if (await isThere(target)) await checkExisting(entry, target, options);
      else await downloadTo(target, entry, options);
    } finally {
      await lock.release();
    }
  } catch (error) {
    throw error instanceof ForetypeError ? error : diskError(target, error);
  }
  return target;
}

/**
 * Where a model of the catalogue is downloaded to.
 *
 * @throws user/bad-argument for an id that is more than a name; the catalogue's parser lets none through
 */
export function targetOf({ id }: Pick<CatalogueEntry, "id">, folder: string): string {
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(id)) {
    throw new ForetypeError("user/bad-argument", `"${id}" is no name of a model.`);
  }
  return path.join(folder, `${id}.gguf`);
}

async function downloadTo(
  target: string,
  entry: CatalogueEntry,
  options: DownloadOptions,
): Promise<void> {
  const { cancellation, onProgress } = options;
  const patience = { ...usualPatience, ...options.patience };
  const hub = new Hub({ ...options, idleMs: patience.idleMs });
  const shared = { patience, cancellation, what: `The download of ${entry.name}` };
  const find = (): Promise<HubFile> => findHubFile(entry, hub);
  const file = await persist({ ...shared, attempt: find, mark: () => 0 });
  const part = await PartFile.open(target, file);
  try {
    await checkRoom(entry, file.bytes - part.length, options);
    if (!part.isWhole) {
      const attempt = (): Promise<void> => receive(entry, { hub, file, part }, onProgress);
      await persist({ ...shared, attempt, mark: () => part.length });
    }
    await checkHash(entry, { file, part }, options);
    await part.finish();
  } catch (error) {
    if (error instanceof ForetypeError && error.code === "model/corrupt") await part.remove();
    throw error;
  } finally {
    await part.close();
  }
  await rememberHash(options.cacheFolder, await stateOf(target), file.sha256);
}

async function checkExisting(
  { name, sha256 }: CatalogueEntry,
  target: string,
  options: DownloadOptions,
): Promise<void> {
  if (sha256 === undefined || (await fileHash(target, options)) === sha256) return;
  throw new ForetypeError(
    "model/corrupt",
    `${target} is not ${name}, or is damaged. Remove it and download it again.`,
  );
}

async function checkRoom(
  { name }: CatalogueEntry,
  missing: number,
  { folder, freeBytes }: DownloadOptions,
): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= missing + spareBytes) return;
  throw new ForetypeError(
    "user/disk-full",
    `${name} needs ${megabytes(missing)} more in ${folder}, and ${megabytes(free)} are free. Make room, or set FORETYPE_DOWNLOADS to a folder on another disk.`,
  );
}

async function checkHash(
  { name }: CatalogueEntry,
  { file, part }: { readonly file: HubFile; readonly part: PartFile },
  { cacheFolder, cancellation }: DownloadOptions,
): Promise<void> {
  const sha256 = await fileHash(part.path, {
    cacheFolder,
    ...(cancellation !== undefined && { cancellation }),
  });
  if (sha256 === file.sha256) return;
  throw new ForetypeError(
    "model/corrupt",
    `${name} arrived damaged: its SHA-256 is ${sha256}, it must be ${file.sha256}. The file was removed; try again.`,
  );
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
