import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { ForetypeError, messageOf } from "../../core/errors";
import { builtFiles, unfinishedSuffix, type BuiltNote } from "../../core/model/builtModel";
import type { Logger } from "../../core/ports";
import { FileLock } from "../../files/fileLock";
import { buildInto, type BuildOptions } from "./buildFolder";
import type { BuildPlan } from "./buildPlan";
import { readNote } from "./readNote";

/** Which graph is wanted. Two graphs of the same `key` are the same, byte for byte. */
export interface GraphIdentity {
  /** Id of the model's source; graphs of the same id and precision with another key are older ones. */
  readonly id: string;
  readonly precision: string;
  /** Hash of everything that the graph is built from. */
  readonly key: string;
}

/**
 * Built models on disk, a folder each, shared by all processes of the user. A folder gets its name only when it is
 * complete, so a crash leaves none that looks whole, and its weights are checked when they are not the file that was
 * checked last.
 */
export class BuiltModels {
  readonly #folder: string;
  readonly #logger: Logger;

  constructor(folder: string, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
  }

  /** Whether the graph is there, without looking at its weights. */
  async has(identity: GraphIdentity): Promise<boolean> {
    return (await readNote(this.#pathOf(identity)))?.key === identity.key;
  }

  /**
   * The path of the stored graph, or of the one that is built from `plan`.
   *
   * @throws user/cancelled, user/disk-full, and what reading the weights throws; a broken source leaves nothing behind
   */
  async get(
    identity: GraphIdentity,
    plan: () => BuildPlan,
    options: BuildOptions,
  ): Promise<string> {
    const stored = await this.#stored(identity);
    if (stored !== undefined) return stored;
    try {
      return await this.#buildLocked(identity, plan, options);
    } catch (error) {
      const elsewhere = path.join(os.tmpdir(), "foretype-built-models");
      if (!isUnwritable(error) || this.#folder === elsewhere) throw error;
      this.#logger.warn(
        `converted models cannot be kept in ${this.#folder} (${messageOf(error)}); they are put into ${elsewhere}`,
      );
      return new BuiltModels(elsewhere, this.#logger).get(identity, plan, options);
    }
  }

  async #buildLocked(
    identity: GraphIdentity,
    plan: () => BuildPlan,
    options: BuildOptions,
  ): Promise<string> {
    const folder = this.#pathOf(identity);
    const lock = await FileLock.take(`${folder}.lock`, options.cancellation);
    try {
      // Another process may have built it while this one waited.
      return (await this.#stored(identity)) ?? (await this.#build(identity, plan(), options));
    } finally {
      await lock.release();
    }
  }

  async #build(identity: GraphIdentity, graph: BuildPlan, options: BuildOptions): Promise<string> {
    const folder = this.#pathOf(identity);
    const unfinished = `${folder}${unfinishedSuffix}`;
    const start = performance.now();
    try {
      await buildInto(unfinished, graph, options);
    } catch (error) {
      const isWaiting = error instanceof ForetypeError && error.code === "user/cancelled";
      if (!isWaiting) await this.#remove(unfinished);
      throw error;
    }
    await this.#writeNote(unfinished, identity, graph);
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
    this.#logger.info(
      `built ${identity.id} (${identity.precision}): ${String(graph.weightsBytes)} bytes in ${(performance.now() - start).toFixed(0)} ms`,
    );
    await this.#prune(identity);
    return path.join(folder, builtFiles.graph);
  }

  async #stored(identity: GraphIdentity): Promise<string | undefined> {
    const folder = this.#pathOf(identity);
    const note = await readNote(folder);
    if (note === undefined || note.key !== identity.key) return undefined;
    if (await this.#isWhole(folder, note)) return path.join(folder, builtFiles.graph);
    this.#logger.warn(`the converted model ${folder} is damaged; it is built anew`);
    await this.#remove(folder);
    return undefined;
  }

  async #isWhole(folder: string, note: BuiltNote): Promise<boolean> {
    try {
      const graph = await readFile(path.join(folder, builtFiles.graph));
      if (createHash("sha256").update(graph).digest("hex") !== note.graphSha256) return false;
      const weights = path.join(folder, builtFiles.weights);
      const { size, mtimeMs } = await stat(weights);
      if (size !== note.weightsBytes) return false;
      for (const [name, bytes] of Object.entries(note.linked ?? {})) {
        if ((await stat(path.join(folder, name))).size < bytes) return false;
      }
      return (
        Math.floor(mtimeMs) === note.weightsTime || (await hashOf(weights)) === note.weightsSha256
      );
    } catch {
      // A file that cannot be read is as good as none.
      return false;
    }
  }

  async #writeNote(folder: string, identity: GraphIdentity, plan: BuildPlan): Promise<void> {
    const weights = path.join(folder, builtFiles.weights);
    const graph = await readFile(path.join(folder, builtFiles.graph));
    // Whole seconds: not every file system keeps more.
    const now = Math.floor(Date.now() / 1000);
    await utimes(weights, now, now);
    const note: BuiltNote = {
      id: identity.id,
      precision: identity.precision,
      key: identity.key,
      graphSha256: createHash("sha256").update(graph).digest("hex"),
      weightsSha256: await hashOf(weights),
      weightsBytes: (await stat(weights)).size,
      weightsTime: now * 1000,
      linked: Object.fromEntries(
        (plan.linked ?? []).map(({ name, byteLength }) => [name, byteLength]),
      ),
    };
    await writeFile(path.join(folder, builtFiles.note), JSON.stringify(note, undefined, 2));
  }

  /** Removes graphs that an older version of the program, or of the model's file, has left. */
  async #prune({ id, precision, key }: GraphIdentity): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const note = await readNote(path.join(this.#folder, name));
      if (note?.id === id && note.precision === precision && note.key !== key) {
        await this.#remove(path.join(this.#folder, name));
      }
    }
  }

  async #remove(folder: string): Promise<void> {
    try {
      await rm(folder, { recursive: true, force: true });
    } catch (error) {
      this.#logger.warn(`${folder} cannot be removed: ${messageOf(error)}`);
    }
  }

  #pathOf({ id, precision, key }: GraphIdentity): string {
    const label = path
      .basename(id)
      .replace(/[^A-Za-z0-9._-]/g, "_")
      .slice(-60);
    return path.join(this.#folder, `${label}-${precision}-${key.slice(0, 16)}`);
  }
}

/** Whether a folder cannot be written to, whatever is tried: it is not ours, read-only, or no folder. */
function isUnwritable(error: unknown): boolean {
  const codes = ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"];
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}
