import {
  copyFile,
  link,
  mkdir,
  open,
  readFile,
  rm,
  writeFile,
  type FileHandle,
} from "node:fs/promises";
import path from "node:path";
import { ForetypeError, invariant, messageOf } from "../../core/errors";
import { builtFiles } from "../../core/model/builtModel";
import type { Cancellation } from "../../core/ports";
import { freeBytes } from "../../files/freeBytes";
import { isDiskFull } from "../../files/isDiskFull";
import type { PlacedData } from "../graph/storedData";
import type { BuildPlan, LinkedFile } from "./buildPlan";

/** How far a build is, in bytes of its weights. */
export interface BuildProgress {
  readonly done: number;
  readonly total: number;
}

export interface BuildOptions {
  readonly onProgress: (progress: BuildProgress) => void;
  readonly cancellation: Cancellation;
}

/** Where it is written how many of the stored groups are finished. */
const journalFile = "finished.txt";

/** Left free on the disk beside what is built. */
const spareBytes = 64 * 1024 * 1024;

/**
 * Writes a planned graph and its weights into a folder, group by group. A build that was stopped goes on at the first group
 * that its journal does not name.
 *
 * @throws user/cancelled when `cancellation` says so; the folder then waits to be gone on with
 * @throws user/disk-full if there is no room for it; nothing is left then
 */
export async function buildInto(
  folder: string,
  graph: BuildPlan,
  { onProgress, cancellation }: BuildOptions,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  try {
    const encoded = graph.encode();
    const numFinished = await readJournal(folder, encoded);
    await checkSpace(folder, graph.weightsBytes - bytesOf(graph.stored.slice(0, numFinished)));
    await writeFile(path.join(folder, builtFiles.graph), encoded);
    const weights = await open(path.join(folder, builtFiles.weights), numFinished > 0 ? "r+" : "w");
    try {
      let done = bytesOf(graph.stored.slice(0, numFinished));
      for (const [i, group] of graph.stored.slice(numFinished).entries()) {
        for await (const piece of group.pieces()) {
          if (cancellation.isCancelled) throw cancelled();
          await writeAll(weights, piece.bytes, placeOf(group, piece.tensor) + piece.offset);
          done += piece.bytes.length;
          onProgress({ done, total: graph.weightsBytes });
          await pause();
        }
        await weights.datasync();
        await writeFile(path.join(folder, journalFile), String(numFinished + i + 1));
      }
      await weights.truncate(graph.weightsBytes);
    } finally {
      await weights.close();
    }
    for (const file of graph.linked ?? []) await linkInto(folder, file);
    await rm(path.join(folder, journalFile), { force: true });
  } catch (error) {
    if (isDiskFull(error)) {
      await rm(folder, { recursive: true, force: true });
      throw diskFull(folder, error);
    }
    throw error;
  }
}

/** Gives a file a second name. Where the system cannot do that after all, it is copied. */
async function linkInto(folder: string, { name, source }: LinkedFile): Promise<void> {
  const file = path.join(folder, name);
  await rm(file, { force: true });
  try {
    await link(source, file);
  } catch {
    await copyFile(source, file);
  }
}

/** How many groups are finished; 0 if what is there belongs to another graph. */
async function readJournal(folder: string, encoded: Uint8Array): Promise<number> {
  try {
    const graph = await readFile(path.join(folder, builtFiles.graph));
    if (!graph.equals(encoded)) return 0;
    const numFinished = Number(await readFile(path.join(folder, journalFile), "utf8"));
    return Number.isSafeInteger(numFinished) && numFinished > 0 ? numFinished : 0;
  } catch {
    // Nothing has been begun.
    return 0;
  }
}

async function checkSpace(folder: string, bytes: number): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= bytes + spareBytes) return;
  await rm(folder, { recursive: true, force: true });
  throw diskFull(folder, `${megabytes(bytes)} are needed and ${megabytes(free)} are free`);
}

function diskFull(folder: string, cause: unknown): ForetypeError {
  return new ForetypeError(
    "user/disk-full",
    `There is no room on the disk of ${path.dirname(folder)} for the converted model (${messageOf(cause)}). Free some, or remove converted models.`,
    { cause },
  );
}

function cancelled(): ForetypeError {
  return new ForetypeError(
    "user/cancelled",
    "Opening the model was cancelled. What was converted is kept, and the next attempt goes on from there.",
  );
}

function bytesOf(groups: readonly PlacedData[]): number {
  return groups.flatMap(({ places }) => places).reduce((sum, place) => sum + place.byteLength, 0);
}

function placeOf(group: PlacedData, tensor: string): number {
  const place = group.places[group.tensors.findIndex(({ name }) => name === tensor)];
  invariant(place !== undefined, `the group has no tensor "${tensor}"`);
  return place.offset;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let numWritten = 0;
  while (numWritten < bytes.length) {
    const { bytesWritten } = await file.write(
      bytes,
      numWritten,
      bytes.length - numWritten,
      position + numWritten,
    );
    numWritten += bytesWritten;
  }
}

/** A turn of the event loop, so that a model that is still open answers and a cancel is read. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
