import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ModelPlaces } from "../../../src/store/modelPlaces";
import { locateModel } from "../../../src/store/locateModel";
import { resolveModel } from "../../../src/store/resolveModel";
import { modelsFolder } from "../../support/modelsFolder";
import { tempHome, type TempHome } from "../../support/tempHome";

let home: TempHome;
beforeEach(async () => {
  home = await tempHome();
});
afterEach(() => home.remove());

const resolve = (
  reference: string,
  overrides: Partial<ModelPlaces> = {},
): ReturnType<typeof resolveModel> =>
  resolveModel(reference, home.places({ cwd: home.folder, ...overrides }));
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Writes a checkpoint; `undefined` leaves a file out. */
async function checkpoint(files: Readonly<Record<string, string | undefined>>): Promise<string> {
  const all: Readonly<Record<string, string | undefined>> = {
    "config.json": "config",
    "tokenizer.json": "tokenizer",
    "model.safetensors": "weights",
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    if (text !== undefined) await home.write(path.join("folder", name), text);
  }
  return home.at("folder");
}

describe("resolveModel", () => {
  it("takes the id of a model that ships", async () => {
    expect(await resolve("foretype-seed")).toEqual(
      await locateModel(modelsFolder, "foretype-seed"),
    );
  });

  it("takes the path of a GGUF file, in each form", async () => {
    const file = await home.write("m/a model.gguf", "GGUF...");
    const expected = {
      id: file,
      name: "a model",
      files: { kind: "gguf", file },
      sha256: sha256("GGUF..."),
      languages: [],
    };
    for (const reference of [file, "m/a model.gguf", "./m/a model.gguf", "~/m/a model.gguf"]) {
      expect(await resolve(reference)).toEqual(expected);
    }
  });

  it("takes the id of a model that was found, and checks what its blob's name promises", async () => {
    const pull = async (digest: string): Promise<string> => {
      const layer = {
        mediaType: "application/vnd.ollama.image.model",
        digest: `sha256:${digest}`,
      };
      const manifest = ".ollama/models/manifests/registry.ollama.ai/library/m/t";
      await home.write(manifest, JSON.stringify({ layers: [layer] }));
      return home.write(`.ollama/models/blobs/sha256-${digest}`, "GGUF...");
    };
    const file = await pull(sha256("GGUF..."));
    expect(await resolve("ollama/m:t")).toEqual({
      id: "ollama/m:t",
      name: "m:t",
      files: { kind: "gguf", file },
      sha256: sha256("GGUF..."),
      languages: [],
    });
    const damaged = await pull(sha256("something else"));
    await expect(resolve("ollama/m:t")).rejects.toMatchObject({
      code: "model/corrupt",
      message: expect.stringContaining(`${damaged} is damaged`) as string,
    });
  });

  it("knows a file of the catalogue by its hash", async () => {
    const entry = {
      id: "small",
      name: "Small",
      licence: "MIT",
      repository: "o/r",
      revision: "main",
      file: "f.gguf",
      sha256: sha256("GGUF..."),
      note: "It is small.",
      languages: ["go"],
    };
    const models = home.at("models");
    await home.write("models/catalogue.json", JSON.stringify({ models: [entry] }));
    await home.write("models/manifest.json", await shippedManifest());
    const file = await home.write("x.gguf", "GGUF...");
    expect(await resolve(file, { modelsFolder: models })).toMatchObject({
      name: "Small",
      licence: "MIT",
      languages: ["go"],
    });
    await expect(resolve("small", { modelsFolder: models })).rejects.toMatchObject({
      code: "user/bad-argument",
      message: expect.stringContaining('"foretype models download small"') as string,
    });
    await home.write("Library/Application Support/foretype/models/small.gguf", "GGUF...");
    expect(await resolve("small", { modelsFolder: models })).toMatchObject({
      id: "small",
      licence: "MIT",
    });
  });

  it("names what comes nearest to a name that nothing has", async () => {
    await home.write(".lmstudio/models/org/repo/phi.gguf", "GGUF...");
    await expect(resolve("foretype-sede")).rejects.toMatchObject({
      code: "user/bad-argument",
      message: expect.stringMatching(
        /^There is no model "foretype-sede"\. The nearest names: foretype-seed, /,
      ) as string,
    });
    await expect(resolve("phi")).rejects.toThrow("The nearest names: lm-studio/org/repo/phi, ");
    await expect(resolve("")).rejects.toMatchObject({ code: "user/bad-argument" });
  });

  it("takes an id before a path of the same name", async () => {
    await home.write("foretype-seed", "GGUF...");
    expect((await resolve("foretype-seed")).name).toBe("Foretype Seed");
  });

  it("refuses a relative path where there is no folder to start from", async () => {
    await home.write("a.gguf", "GGUF...");
    await expect(resolveModel("a.gguf", home.places())).rejects.toMatchObject({
      code: "user/bad-argument",
    });
  });

  it("says how far reading has come, and stops when it is told to", async () => {
    const folder = await checkpoint({});
    const seen: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }): void => {
      expect(total).toBe("configtokenizerweights".length);
      seen.push(done);
    };
    await resolveModel(folder, home.places(), { onProgress });
    expect(seen).toEqual([6, 15, 22]);
    const cancellation = { isCancelled: true };
    await expect(resolveModel(folder, home.places(), { cancellation })).rejects.toMatchObject({
      code: "user/cancelled",
    });
  });
});

describe("a folder", () => {
  it("is a checkpoint with one file of weights", async () => {
    const folder = await checkpoint({});
    expect(await resolve(folder)).toEqual({
      id: folder,
      name: "folder",
      files: {
        kind: "hugging-face",
        config: path.join(folder, "config.json"),
        tokenizer: path.join(folder, "tokenizer.json"),
        weights: [path.join(folder, "model.safetensors")],
      },
      sha256: sha256(sha256("config") + sha256("tokenizer") + sha256("weights")),
      languages: [],
    });
  });

  it("is a checkpoint with weights in several files", async () => {
    const weight_map = {
      b: "model-2.safetensors",
      a: "model-1.safetensors",
      c: "model-2.safetensors",
    };
    const folder = await checkpoint({
      "model.safetensors": undefined,
      "model.safetensors.index.json": JSON.stringify({ weight_map }),
      "model-1.safetensors": "one",
      "model-2.safetensors": "two",
    });
    expect((await resolve(folder)).files).toMatchObject({
      weights: [path.join(folder, "model-1.safetensors"), path.join(folder, "model-2.safetensors")],
    });
  });

  it.each([
    ["{", "is not valid JSON"],
    ["[]", 'has no object "weight_map"'],
    ['{"weight_map":[]}', 'has no object "weight_map"'],
    ['{"weight_map":{}}', "names no weights"],
    ['{"weight_map":{"a":7}}', 'names "7", which is no file beside it'],
    ['{"weight_map":{"a":"../x.safetensors"}}', 'names "../x.safetensors", which is no file'],
    ['{"weight_map":{"a":"/x.safetensors"}}', 'names "/x.safetensors", which is no file'],
    ['{"weight_map":{"a":"b\\\\x.safetensors"}}', "which is no file beside it"],
    ['{"weight_map":{"a":"weights.bin"}}', 'names "weights.bin", which is no file beside it'],
  ])("is refused with the index %s", async (index, message) => {
    const folder = await checkpoint({
      "model.safetensors": undefined,
      "model.safetensors.index.json": index,
      "model-1.safetensors": "one",
    });
    await expect(resolve(folder)).rejects.toMatchObject({
      code: "model/corrupt",
      message: expect.stringContaining(message) as string,
    });
  });

  it("is refused when its index names a file that is not there", async () => {
    const folder = await checkpoint({
      "model.safetensors": undefined,
      "model.safetensors.index.json": '{"weight_map":{"a":"model-2.safetensors"}}',
      "model-1.safetensors": "one",
    });
    await expect(resolve(folder)).rejects.toMatchObject({
      code: "model/missing",
      message: expect.stringContaining("model-2.safetensors is missing") as string,
    });
  });

  it("is an ONNX export, with its graph beside or below, and the weights in the hash", async () => {
    const folder = await checkpoint({ "model.safetensors": undefined, "onnx/model.onnx": "graph" });
    const parts = {
      kind: "onnx",
      config: path.join(folder, "config.json"),
      tokenizer: path.join(folder, "tokenizer.json"),
    };
    const before = await resolve(folder);
    expect(before.files).toEqual({ ...parts, graph: path.join(folder, "onnx/model.onnx") });
    await home.write("folder/onnx/model.onnx_data", "weights");
    expect((await resolve(folder)).sha256).not.toBe(before.sha256);
    const other = await home.write("folder/onnx/model_q4.onnx", "smaller");
    expect((await resolve(other)).files).toEqual({ ...parts, graph: other });
    expect((await resolve(folder)).files).toEqual(before.files);
    await home.write("folder/model.onnx", "graph");
    const config = await home.write("folder/genai_config.json", "{}");
    expect((await resolve(folder)).files).toEqual({
      ...parts,
      config,
      graph: path.join(folder, "model.onnx"),
    });
  });

  it("may hold an export of older days, whose whole graph is the merged one", async () => {
    const folder = await checkpoint({
      "model.safetensors": undefined,
      "onnx/decoder_model.onnx": "without a cache",
      "onnx/decoder_model_merged.onnx": "both",
      "onnx/decoder_model_merged_quantized.onnx": "both, smaller",
      "onnx/decoder_with_past_model.onnx": "with a cache only",
    });
    expect((await resolve(folder)).files).toMatchObject({
      graph: path.join(folder, "onnx/decoder_model_merged.onnx"),
    });
  });

  it("may hold one GGUF file, but not several", async () => {
    const file = await home.write("folder/a.gguf", "GGUF...");
    expect((await resolve(home.at("folder"))).files).toEqual({ kind: "gguf", file });
    await home.write("folder/b.gguf", "GGUF...");
    await expect(resolve(home.at("folder"))).rejects.toThrow("several models: a.gguf, b.gguf");
  });

  it.each([
    [{ "config.json": undefined }, "has weights, but no config.json. Add what is missing"],
    [
      { "config.json": undefined, "tokenizer.json": undefined },
      "has weights, but no config.json and no tokenizer.json",
    ],
    [
      { "model.safetensors": undefined, "pytorch_model.bin": "pickle" },
      "has weights in PyTorch's form, which can run programs",
    ],
    [{ "model.safetensors": undefined }, "is no model: it has neither a .gguf file nor"],
  ])("with %j is refused", async (files, message) => {
    const folder = await checkpoint(files);
    await expect(resolve(folder)).rejects.toMatchObject({
      code: "model/unsupported",
      message: expect.stringContaining(message) as string,
    });
  });
});

describe("a file", () => {
  it("is a GGUF file by its first bytes, whatever its name", async () => {
    const file = await home.write("blob", "GGUF...");
    expect((await resolve("./blob")).files).toEqual({ kind: "gguf", file });
  });

  it("may be one of several, named by any of them or by their folder", async () => {
    const first = await home.write("m/a-00001-of-00002.gguf", "GGUF1");
    const second = await home.write("m/a-00002-of-00002.gguf", "GGUF2");
    for (const reference of [first, second, home.at("m")]) {
      expect(await resolve(reference)).toMatchObject({
        files: { kind: "gguf", file: first, otherParts: [second] },
        sha256: sha256(sha256("GGUF1") + sha256("GGUF2")),
      });
    }
  });

  it.each([
    ["none.gguf", undefined, "model/missing", "none.gguf is not there"],
    ["notes.txt", "text", "model/unsupported", "is no model that Foretype can read"],
    ["empty", "", "model/unsupported", "is no model that Foretype can read"],
    ["model.safetensors", "x", "model/unsupported", "is a part of a model. Name its folder"],
    ["a-00002-of-00003.gguf", "GGUF", "model/missing", "a has 1 of its 3 parts"],
    ["model.onnx", "x", "model/unsupported", "needs a config.json and a tokenizer.json in"],
  ])("%s is refused if it is not a model", async (name, content, code, message) => {
    if (content !== undefined) await home.write(name, content);
    await expect(resolve(`./${name}`)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });
});

function shippedManifest(): Promise<string> {
  return readFile(path.join(modelsFolder, "manifest.json"), "utf8");
}
