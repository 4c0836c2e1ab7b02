import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listModels } from "../../../src/store/listModels";
import { locateModel } from "../../../src/store/locateModel";

const contents: Readonly<Record<string, string>> = {
  "config.json": "the configuration",
  "tokenizer.json": "the tokenizer",
  "model.safetensors": "the weights",
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "foretype-models-"));
  await mkdir(path.join(folder, "tiny"));
  for (const [name, text] of Object.entries(contents)) {
    await writeFile(path.join(folder, "tiny", name), text);
  }
  const files = Object.entries(contents).map(([name, text]) => ({
    name,
    bytes: text.length,
    sha256: createHash("sha256").update(text).digest("hex"),
  }));
  const model = {
    id: "tiny",
    name: "Tiny",
    role: "embedded",
    licence: "MIT",
    files,
    fim: {
      holeStart: "cursor",
      layout: "prefix-first",
      tokens: { prefix: "<p>", suffix: "<s>", middle: "<m>" },
      end: ["<e>"],
    },
    contextLength: 32,
    languages: ["typescript"],
  };
  await writeFile(path.join(folder, "manifest.json"), JSON.stringify({ models: [model] }));
});
afterEach(() => rm(folder, { recursive: true }));

describe("locateModel", () => {
  it("finds the files and one hash over them", async () => {
    const source = await locateModel(folder, "tiny");
    expect(source.files).toEqual({
      kind: "hugging-face",
      config: path.join(folder, "tiny", "config.json"),
      tokenizer: path.join(folder, "tiny", "tokenizer.json"),
      weights: [path.join(folder, "tiny", "model.safetensors")],
    });
    expect(source.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(source.contextLength).toBe(32);
    expect((await locateModel(folder, "tiny")).sha256).toBe(source.sha256);
  });

  it("names the models that there are when asked for another", async () => {
    await expect(locateModel(folder, "../tiny")).rejects.toMatchObject({
      code: "user/bad-argument",
      message: expect.stringContaining("Known models: tiny") as string,
    });
  });

  it.each(Object.keys(contents))("refuses a missing %s", async (name) => {
    await rm(path.join(folder, "tiny", name));
    await expect(locateModel(folder, "tiny")).rejects.toMatchObject({
      code: "model/missing",
      message: expect.stringContaining(`${name} is missing`) as string,
    });
  });

  it.each(Object.keys(contents))("refuses a %s that is cut short", async (name) => {
    await writeFile(path.join(folder, "tiny", name), (contents[name] ?? "").slice(1));
    await expect(locateModel(folder, "tiny")).rejects.toMatchObject({
      code: "model/corrupt",
      message: expect.stringContaining(`${name} is cut short`) as string,
    });
  });

  it("refuses a file that is too long", async () => {
    await writeFile(path.join(folder, "tiny", "config.json"), `${contents["config.json"] ?? ""} `);
    await expect(locateModel(folder, "tiny")).rejects.toThrow("config.json is too long");
  });

  it.each(Object.keys(contents))("refuses a %s of which one byte differs", async (name) => {
    await writeFile(path.join(folder, "tiny", name), `X${(contents[name] ?? "").slice(1)}`);
    await expect(locateModel(folder, "tiny")).rejects.toMatchObject({
      code: "model/corrupt",
      message: expect.stringContaining(`${name} is damaged`) as string,
    });
  });

  it("says so when there is no manifest", async () => {
    await rm(path.join(folder, "manifest.json"));
    await expect(locateModel(folder, "tiny")).rejects.toMatchObject({
      code: "model/missing",
      message: expect.stringContaining("manifest.json") as string,
    });
  });

  it("changes the hash with any of the files that it covers", async () => {
    const before = (await locateModel(folder, "tiny")).sha256;
    const manifest = path.join(folder, "manifest.json");
    const text = "another tokenizer";
    await writeFile(path.join(folder, "tiny", "tokenizer.json"), text);
    const hashOf = (content: string): string => createHash("sha256").update(content).digest("hex");
    const changed = (await readFile(manifest, "utf8"))
      .replace(hashOf(contents["tokenizer.json"] ?? ""), hashOf(text))
      .replace(
        `"bytes":${String((contents["tokenizer.json"] ?? "").length)},`,
        `"bytes":${String(text.length)},`,
      );
    await writeFile(manifest, changed);
    expect((await locateModel(folder, "tiny")).sha256).not.toBe(before);
  });
});

describe("listModels", () => {
  it("sums the sizes and reads no file of a model", async () => {
    await rm(path.join(folder, "tiny"), { recursive: true });
    expect(await listModels(folder)).toEqual([
      {
        id: "tiny",
        name: "Tiny",
        role: "embedded",
        licence: "MIT",
        bytes: Object.values(contents).join("").length,
        contextLength: 32,
        holeStart: "cursor",
        layout: "prefix-first",
        languages: ["typescript"],
      },
    ]);
  });
});
