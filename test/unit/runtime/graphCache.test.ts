import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GraphCache } from "../../../src/runtime/graphCache";
import { RecordingLogger } from "../../support/recordingLogger";

const graph = Uint8Array.of(1, 2, 3, 4);
const identity = { label: "tiny-int8", key: "a".repeat(64) };

let folder: string;
let logger: RecordingLogger;
let numBuilds: number;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "foretype-graphs-"));
  logger = new RecordingLogger();
  numBuilds = 0;
});
afterEach(() => rm(folder, { recursive: true }));

const build = (): Promise<Uint8Array> => {
  numBuilds++;
  return Promise.resolve(graph);
};
const get = async (wanted = identity, inside = folder): Promise<number[]> =>
  Array.from(await new GraphCache(inside, logger).get(wanted, build));

describe("GraphCache", () => {
  it("builds a graph once", async () => {
    expect(await get()).toEqual([1, 2, 3, 4]);
    expect(await get()).toEqual([1, 2, 3, 4]);
    expect(numBuilds).toBe(1);
  });

  it("leaves one finished file, and makes its folder", async () => {
    await get(identity, path.join(folder, "deeper", "still"));
    const names = await readdir(path.join(folder, "deeper", "still"));
    expect(names).toHaveLength(1);
    expect(names[0]).toMatch(/^tiny-int8-a{16}-[0-9a-f]{64}\.onnx$/);
  });

  it.each([
    ["cut", (bytes: Uint8Array) => bytes.subarray(1)],
    ["changed", (bytes: Uint8Array) => bytes.map((byte) => byte ^ 1)],
    ["emptied", () => new Uint8Array(0)],
  ])("builds anew what was %s on disk", async (_, damage) => {
    await get();
    const [name = ""] = await readdir(folder);
    await writeFile(path.join(folder, name), damage(await readFile(path.join(folder, name))));
    expect(await get()).toEqual([1, 2, 3, 4]);
    expect(numBuilds).toBe(2);
    expect(logger.messagesOf("warn")).toEqual([expect.stringContaining("damaged")]);
    expect(await get()).toEqual([1, 2, 3, 4]);
    expect(numBuilds).toBe(2);
  });

  it("ignores a file that a crash left unfinished, and removes it after an hour", async () => {
    const unfinished = path.join(folder, `tiny-int8-${"a".repeat(16)}-0.onnx.x.tmp`);
    await writeFile(unfinished, graph);
    await get();
    expect(numBuilds).toBe(1);
    expect(await readdir(folder)).toHaveLength(2);
    const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
    await utimes(unfinished, longAgo, longAgo);
    await get({ label: "tiny-int8", key: "b".repeat(64) });
    expect(await readdir(folder)).toHaveLength(1);
  });

  it("removes the graph of an older key, and no other model's", async () => {
    await get();
    await get({ label: "tiny-int4", key: "b".repeat(64) });
    await get({ label: "tiny-int8", key: "c".repeat(64) });
    const names = (await readdir(folder)).map((name) => name.split("-").slice(0, 3).join("-"));
    expect(names.toSorted()).toEqual([
      `tiny-int4-${"b".repeat(16)}`,
      `tiny-int8-${"c".repeat(16)}`,
    ]);
  });

  it("gives the graph also where nothing can be written", async () => {
    const file = path.join(folder, "a-file");
    await writeFile(file, "no folder");
    expect(await get(identity, file)).toEqual([1, 2, 3, 4]);
    expect(logger.messagesOf("warn")).toEqual([expect.stringContaining("cannot be kept")]);
  });
});
