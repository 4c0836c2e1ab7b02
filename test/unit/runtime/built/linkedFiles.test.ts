import { mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BuildPlan } from "../../../../src/runtime/built/buildPlan";
import { BuiltModels } from "../../../../src/runtime/built/builtModels";
import { linkableFiles } from "../../../../src/runtime/exports/linkable";
import { RecordingLogger } from "../../../support/recordingLogger";

let folder: string;
let source: string;
let logger: RecordingLogger;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "foretype-linked-"));
  source = path.join(folder, "source.bin");
  logger = new RecordingLogger();
  await writeFile(source, "weights of somebody else");
});
afterEach(() => rm(folder, { recursive: true }));

function get(byteLength = 20): Promise<string> {
  const plan: BuildPlan = {
    encode: () => Buffer.from("a graph"),
    stored: [],
    weightsBytes: 0,
    linked: [{ name: "linked_0.bin", source, byteLength }],
  };
  const identity = { id: "export", precision: "auto", key: "a".repeat(64) };
  const quiet = { onProgress: () => undefined, cancellation: { isCancelled: false } };
  return new BuiltModels(path.join(folder, "cache"), logger).get(identity, () => plan, quiet);
}

describe("files that a built model links", () => {
  it("are the source's own, beside the graph", async () => {
    const graph = await get();
    const linked = path.join(path.dirname(graph), "linked_0.bin");
    expect((await stat(linked)).ino).toBe((await stat(source)).ino);
    expect(await get()).toBe(graph);
    expect(logger.messagesOf("warn")).toEqual([]);
  });

  it("stay when the model is removed", async () => {
    await rm(path.dirname(await get()), { recursive: true });
    expect(await readFile(source, "utf8")).toBe("weights of somebody else");
  });

  it.each([
    ["is gone", (linked: string) => rm(linked)],
    ["has been cut off", (linked: string) => truncate(linked, 5)],
  ])("make it be built anew where one %s", async (_, damage) => {
    const linked = path.join(path.dirname(await get()), "linked_0.bin");
    // The source is another file of the same content now, so that only the link's is damaged.
    await rm(source);
    await writeFile(source, "weights of somebody else");
    await damage(linked);
    await get();
    expect(logger.messagesOf("warn").join()).toContain("is damaged");
    expect((await stat(linked)).size).toBe(24);
  });

  it("leave nothing behind where the source is gone", async () => {
    await rm(source);
    await expect(get()).rejects.toThrow("source.bin");
    expect(await readdir(path.join(folder, "cache"))).toEqual([]);
  });
});

describe("linkableFiles", () => {
  it("names those that can be linked, and leaves no trial behind", async () => {
    const cache = path.join(folder, "new/cache");
    const missing = path.join(folder, "missing.bin");
    expect(await linkableFiles([source, missing, source], cache)).toEqual(new Set([source]));
    expect(await readdir(cache)).toEqual([]);
  });

  it("names none where the folder cannot be made", async () => {
    expect(await linkableFiles([source], path.join(source, "cache"))).toEqual(new Set());
  });
});
