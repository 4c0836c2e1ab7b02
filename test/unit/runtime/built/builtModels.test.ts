import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BuiltModels, type GraphIdentity } from "../../../../src/runtime/built/builtModels";
import { GraphBuilder } from "../../../../src/runtime/graph/graphBuilder";
import type { StoredPiece } from "../../../../src/runtime/graph/storedData";
import { RecordingLogger } from "../../../support/recordingLogger";

const identity: GraphIdentity = { id: "/models/tiny.gguf", precision: "auto", key: "a".repeat(64) };

let folder: string;
let logger: RecordingLogger;
/** Names of the tensors whose bytes were made, in order. */
let made: string[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "foretype-built-"));
  logger = new RecordingLogger();
  made = [];
});
afterEach(() => rm(folder, { recursive: true }));

/** Three tensors of two pieces each; the bytes of tensor t are all t + 1. */
function plan(failAt?: string): GraphBuilder {
  const graph = new GraphBuilder("weights.bin");
  for (const name of ["0", "1", "2"]) {
    const bytes = new Uint8Array(2000).fill(Number(name) + 1);
    graph.store({
      tensors: [{ name, type: "uint8", dims: [2, 2000] }],
      // eslint-disable-next-line @typescript-eslint/require-await -- it is in memory
      async *pieces(): AsyncGenerator<StoredPiece> {
        made.push(name);
        yield { tensor: name, offset: 2000, bytes };
        if (name === failAt) throw new Error("the file is broken");
        yield { tensor: name, offset: 0, bytes };
      },
    });
  }
  return graph;
}

function get(
  options: {
    readonly wanted?: GraphIdentity;
    readonly inside?: string;
    readonly failAt?: string;
    /** Bytes after which it is cancelled. */
    readonly cancelAfter?: number;
    readonly onProgress?: (done: number, total: number) => void;
  } = {},
): Promise<string> {
  const cancellation = { isCancelled: false };
  return new BuiltModels(options.inside ?? folder, logger).get(
    options.wanted ?? identity,
    () => plan(options.failAt),
    {
      cancellation,
      onProgress: ({ done, total }) => {
        options.onProgress?.(done, total);
        if (done >= (options.cancelAfter ?? Infinity)) cancellation.isCancelled = true;
      },
    },
  );
}

async function expectWeights(graph: string): Promise<void> {
  const weights = await readFile(path.join(path.dirname(graph), "weights.bin"));
  for (const [t, start] of [0, 4096, 8192].entries()) {
    expect(weights.subarray(start, start + 4000).every((byte) => byte === t + 1)).toBe(true);
  }
}

describe("BuiltModels", () => {
  it("builds a model once, with all its weights in their places", async () => {
    const graph = await get();
    await expectWeights(graph);
    expect(await get()).toBe(graph);
    expect(made).toEqual(["0", "1", "2"]);
    expect(await new BuiltModels(folder, logger).has(identity)).toBe(true);
    expect(await readdir(folder)).toEqual([`tiny.gguf-auto-${"a".repeat(16)}`]);
  });

  it("tells how far it is, up to the whole", async () => {
    const seen: number[] = [];
    await get({ onProgress: (done, total) => seen.push(done / total) });
    expect(seen).toHaveLength(6);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBeGreaterThan(0.95);
  });

  it("goes on where it was cancelled", async () => {
    await expect(get({ cancelAfter: 6000 })).rejects.toMatchObject({ code: "user/cancelled" });
    expect(await new BuiltModels(folder, logger).has(identity)).toBe(false);
    await expectWeights(await get());
    expect(made).toEqual(["0", "1", "1", "2"]);
  });

  it("begins anew where another graph was begun", async () => {
    await expect(get({ cancelAfter: 6000 })).rejects.toMatchObject({ code: "user/cancelled" });
    const [unfinished = ""] = await readdir(folder);
    await writeFile(path.join(folder, unfinished, "graph.onnx"), "another");
    await expectWeights(await get());
    expect(made).toEqual(["0", "1", "0", "1", "2"]);
  });

  it("leaves nothing of a broken model", async () => {
    await expect(get({ failAt: "1" })).rejects.toThrow("the file is broken");
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ["a changed weight", "weights.bin", (bytes: Buffer) => bytes.fill(9, 5000, 5001)],
    ["weights cut short", "weights.bin", (bytes: Buffer) => bytes.subarray(1)],
    ["a changed graph", "graph.onnx", (bytes: Buffer) => bytes.fill(9, 10, 11)],
    ["a note that is no note", "built.json", () => Buffer.from("{}")],
  ])("builds anew what has %s", async (_, file, damage) => {
    const graph = await get();
    const damaged = path.join(path.dirname(graph), file);
    await writeFile(damaged, damage(await readFile(damaged)));
    // The clock of the file system may not have moved on yet.
    await utimes(damaged, 1, 1);
    await expectWeights(await get());
    expect(made).toHaveLength(6);
  });

  it("reads weights again that were only touched, and keeps them", async () => {
    const graph = await get();
    await utimes(path.join(path.dirname(graph), "weights.bin"), 5, 5);
    expect(await get()).toBe(graph);
    expect(made).toHaveLength(3);
  });

  it("removes the graph of an older key, and no other", async () => {
    const other = { ...identity, id: "/models/other.gguf" };
    await get({ wanted: other });
    await get();
    await get({ wanted: { ...identity, key: "b".repeat(64) } });
    expect(await readdir(folder)).toEqual([
      `other.gguf-auto-${"a".repeat(16)}`,
      `tiny.gguf-auto-${"b".repeat(16)}`,
    ]);
  });

  it("builds once for two that want it at the same time", async () => {
    const [first, second] = await Promise.all([get(), get()]);
    expect(second).toBe(first);
    expect(made).toHaveLength(3);
  });

  it("takes over the lock of a process that has ended", async () => {
    const lock = path.join(folder, `tiny.gguf-auto-${"a".repeat(16)}.lock`);
    await writeFile(lock, "999999999");
    await expectWeights(await get());
    await expect(stat(lock)).rejects.toThrow();
  });

  it("stops waiting for a lock when it is cancelled", async () => {
    const lock = path.join(folder, `tiny.gguf-auto-${"a".repeat(16)}.lock`);
    await writeFile(lock, String(process.pid));
    const waiting = new BuiltModels(folder, logger).get(identity, plan, {
      onProgress: () => undefined,
      cancellation: { isCancelled: true },
    });
    await expect(waiting).rejects.toMatchObject({ code: "user/cancelled" });
  });

  it("goes elsewhere where its folder cannot be made, and says so", async () => {
    const file = path.join(folder, "file");
    await writeFile(file, "");
    const graph = await get({
      inside: path.join(file, "cache"),
      wanted: { ...identity, key: `${Date.now().toString(16)}${"0".repeat(60)}` },
    });
    await expectWeights(graph);
    expect(logger.messagesOf("warn").join()).toContain("cannot be kept");
    await rm(path.dirname(graph), { recursive: true });
  });
});
