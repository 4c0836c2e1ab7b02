import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { messageOf } from "../core/errors";
import type { Logger } from "../core/ports";

/** Which graph is wanted. Two graphs of the same `key` are the same, byte for byte. */
export interface GraphIdentity {
  /** Begins the file's name; of a newer key, files that begin so are removed. */
  readonly label: string;
  /** Hash of everything that the graph is built from. */
  readonly key: string;
}

/**
 * Built graphs on disk. A file's name ends in the hash of its content, so a damaged file is known by its name, and it gets
 * that name only when it is complete, so a crash leaves none that looks whole.
 */
export class GraphCache {
  readonly #folder: string;
  readonly #logger: Logger;

  constructor(folder: string, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
  }

  /** The stored graph, or the one that `build` makes. A cache that cannot be used costs time, never the graph. */
  async get(identity: GraphIdentity, build: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const stored = await this.#read(identity);
    if (stored !== undefined) return stored;
    const start = performance.now();
    const graph = await build();
    this.#logger.info(
      `built the graph ${identity.label}: ${String(graph.length)} bytes in ${(performance.now() - start).toFixed(0)} ms`,
    );
    await this.#write(identity, graph);
    return graph;
  }

  async #read(identity: GraphIdentity): Promise<Uint8Array | undefined> {
    for (const name of await this.#names()) {
      if (!name.startsWith(`${stemOf(identity)}-`) || !name.endsWith(suffix)) continue;
      const file = path.join(this.#folder, name);
      let graph: Uint8Array;
      try {
        graph = await readFile(file);
      } catch (error) {
        this.#logger.warn(`the cached graph ${file} cannot be read: ${messageOf(error)}`);
        continue;
      }
      if (name === fileName(identity, graph)) return graph;
      this.#logger.warn(`the cached graph ${file} is damaged; it is built anew`);
      await this.#remove(name);
    }
    return undefined;
  }

  async #write(identity: GraphIdentity, graph: Uint8Array): Promise<void> {
    const name = fileName(identity, graph);
    const unfinished = `${name}.${randomUUID()}${unfinishedSuffix}`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(path.join(this.#folder, unfinished), graph);
      await rename(path.join(this.#folder, unfinished), path.join(this.#folder, name));
    } catch (error) {
      this.#logger.warn(`the built graph cannot be kept in ${this.#folder}: ${messageOf(error)}`);
      if ((await this.#names()).includes(unfinished)) await this.#remove(unfinished);
      return;
    }
    await this.#prune(identity);
  }

  /** Removes graphs of older keys, and what a crash has left unfinished. */
  async #prune(identity: GraphIdentity): Promise<void> {
    for (const name of await this.#names()) {
      if (!name.startsWith(`${identity.label}-`)) continue;
      const isOlder = name.endsWith(suffix) && !name.startsWith(stemOf(identity));
      if (isOlder || (name.endsWith(unfinishedSuffix) && (await this.#isAbandoned(name)))) {
        await this.#remove(name);
      }
    }
  }

  async #isAbandoned(name: string): Promise<boolean> {
    try {
      const { mtimeMs } = await stat(path.join(this.#folder, name));
      return Date.now() - mtimeMs > abandonedMs;
    } catch {
      // Another process has just finished or removed it.
      return false;
    }
  }

  async #names(): Promise<readonly string[]> {
    try {
      return await readdir(this.#folder);
    } catch {
      // There is no folder before the first graph.
      return [];
    }
  }

  async #remove(name: string): Promise<void> {
    try {
      await rm(path.join(this.#folder, name), { force: true });
    } catch (error) {
      this.#logger.warn(`the cached graph ${name} cannot be removed: ${messageOf(error)}`);
    }
  }
}

const suffix = ".onnx";
const unfinishedSuffix = ".tmp";

/** No graph takes as long to write. */
const abandonedMs = 60 * 60 * 1000;

function stemOf({ label, key }: GraphIdentity): string {
  return `${label}-${key.slice(0, 16)}`;
}

function fileName(identity: GraphIdentity, graph: Uint8Array): string {
  return `${stemOf(identity)}-${createHash("sha256").update(graph).digest("hex")}${suffix}`;
}
