import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { builtFiles, unfinishedSuffix } from "../../../src/core/model/builtModel";
import { listConverted, removeConverted } from "../../../src/store/convertedModels";

let cacheFolder = "";

beforeEach(async () => {
  cacheFolder = await mkdtemp(path.join(os.tmpdir(), "foretype-converted-"));
});
afterEach(() => rm(cacheFolder, { recursive: true }));

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(path.join(cacheFolder, folder));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(cacheFolder, folder, name), text);
  }
}

const note = JSON.stringify({ id: "ollama/qwen", precision: "auto", key: "k" });

describe("converted models", () => {
  it("are listed with their size, and those that were stopped too", async () => {
    await write("qwen-auto-1", { [builtFiles.note]: note, [builtFiles.weights]: "12345" });
    await write(`seed-int8-2${unfinishedSuffix}`, { [builtFiles.weights]: "123" });
    await write("hashes", { "a.json": "{}" });
    await write("odd", { [builtFiles.note]: "[" });
    expect(await listConverted(cacheFolder)).toEqual([
      {
        id: "ollama/qwen",
        precision: "auto",
        folder: path.join(cacheFolder, "qwen-auto-1"),
        bytes: note.length + 5,
      },
      {
        id: undefined,
        precision: undefined,
        folder: path.join(cacheFolder, `seed-int8-2${unfinishedSuffix}`),
        bytes: 3,
      },
    ]);
  });

  it("are removed one by one, and nothing else", async () => {
    await write("one", { [builtFiles.note]: note });
    await write("two", { [builtFiles.note]: note });
    await write("hashes", {});
    const [first] = await listConverted(cacheFolder);
    await removeConverted({ folder: first?.folder ?? "" });
    expect((await readdir(cacheFolder)).sort()).toEqual(["hashes", "two"]);
  });

  it("are none where nothing was converted", async () => {
    expect(await listConverted(path.join(cacheFolder, "none"))).toEqual([]);
  });
});
