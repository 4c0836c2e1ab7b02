import { createHash } from "node:crypto";
import { readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileHash } from "../../../src/store/fileHash";
import { tempHome, type TempHome } from "../../support/tempHome";

/** Large enough to be remembered. */
const content = Buffer.alloc(9 << 20, "weights");
const sha256 = createHash("sha256").update(content).digest("hex");
const long = new Date("2026-01-02T03:04:05Z");

let home: TempHome;
let file: string;
beforeEach(async () => {
  home = await tempHome();
  file = await home.write("big.gguf", content);
  await utimes(file, long, long);
});
afterEach(() => home.remove());

/** The hash, and how many bytes were read for it. */
async function hash(): Promise<{ readonly sha256: string; readonly bytesRead: number }> {
  let bytesRead = 0;
  const cacheFolder = home.at("cache");
  const result = await fileHash(file, {
    cacheFolder,
    onProgress: ({ done }) => {
      bytesRead = done;
    },
  });
  return { sha256: result, bytesRead };
}

describe("fileHash", () => {
  it("reads a large file once", async () => {
    expect(await hash()).toEqual({ sha256, bytesRead: content.length });
    expect(await hash()).toEqual({ sha256, bytesRead: 0 });
  });

  it("reads it again when its size or its time of change differs", async () => {
    await hash();
    await utimes(file, long, new Date(long.getTime() + 1));
    expect((await hash()).bytesRead).toBe(content.length);
    await writeFile(file, content.subarray(1));
    await utimes(file, long, long);
    expect((await hash()).sha256).not.toBe(sha256);
  });

  it("reads it again when the note about it is damaged", async () => {
    await hash();
    const folder = home.at("cache/hashes");
    const [note] = await readdir(folder);
    const text = await readFile(path.join(folder, note ?? ""), "utf8");
    for (const bad of ["", "null", text.slice(0, -5), text.replace(sha256, "0"), "{}"]) {
      await writeFile(path.join(folder, note ?? ""), bad);
      expect(await hash()).toEqual({ sha256, bytesRead: content.length });
    }
  });

  it("does not remember a file that has just been written: it may change within its time of change", async () => {
    const now = new Date();
    await utimes(file, now, now);
    await hash();
    expect((await hash()).bytesRead).toBe(content.length);
  });

  it("works where the cache cannot be written", async () => {
    await home.write("cache", "a file where the folder should be");
    expect((await hash()).sha256).toBe(sha256);
    expect((await stat(home.at("cache"))).isFile()).toBe(true);
  });

  it("stops when it is told to", async () => {
    const cancellation = { isCancelled: false };
    const stopped = fileHash(file, {
      cacheFolder: home.at("cache"),
      cancellation,
      onProgress: () => {
        cancellation.isCancelled = true;
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: "user/cancelled" });
  });

  it("refuses a file that changes while it is read", async () => {
    let written: Promise<void> | undefined;
    const changed = fileHash(file, {
      cacheFolder: home.at("cache"),
      onProgress: () => {
        written ??= writeFile(file, "short");
      },
    });
    await expect(changed).rejects.toMatchObject({
      code: "model/corrupt",
      message: expect.stringContaining("changed while it was read") as string,
    });
    await written;
  });

  it("refuses a file that is not there", async () => {
    const missing = fileHash(home.at("none"), { cacheFolder: home.at("cache") });
    await expect(missing).rejects.toMatchObject({ code: "model/missing" });
  });
});
