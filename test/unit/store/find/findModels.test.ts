import { rm } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findModels, type FoundModels } from "../../../../src/store/find/findModels";
import { reasonOf } from "../../../../src/store/find/listFolder";
import type { ModelPlaces } from "../../../../src/store/modelPlaces";
import { tempHome, type TempHome } from "../../../support/tempHome";

let home: TempHome;
beforeEach(async () => {
  home = await tempHome();
});
afterEach(() => home.remove());

const find = (overrides: Partial<ModelPlaces> = {}): Promise<FoundModels> =>
  findModels(home.places(overrides));
const idsIn = ({ models }: FoundModels): readonly string[] => models.map(({ id }) => id);

const digest = "ab".repeat(32);
const weightsType = "application/vnd.ollama.image.model";

/** Writes a model into an Ollama store. */
async function pull(store: string, name: string, layers: readonly object[]): Promise<void> {
  await home.write(path.join(store, "manifests", name), JSON.stringify({ layers }));
}

describe("findModels", () => {
  it("finds nothing, and misses nothing, on a machine without models", async () => {
    expect(await find()).toEqual({ models: [], skipped: [] });
  });

  it("lists a model that several places share once, under the first of them", async () => {
    const file = await home.write(".lmstudio/models/org/repo/a.gguf", "weights");
    await home.link("mine/b.gguf", file);
    expect(idsIn(await find({ modelFolders: [home.at("mine")] }))).toEqual([
      "lm-studio/org/repo/a",
    ]);
  });

  it("leaves out what is no model that writes text, by its name", async () => {
    for (const name of ["mmproj-model-f16", "nomic-embed-text", "bge-reranker", "x.imatrix"]) {
      await home.write(`.lmstudio/models/org/repo/${name}.gguf`, "weights");
    }
    await home.write(".lmstudio/models/org/Llama-3.2-11B-Vision/q4.gguf", "weights");
    await home.write("supervision/mtptest.gguf", "weights");
    const found = await find({ modelFolders: [home.at("supervision")] });
    expect(idsIn(found)).toEqual(["folder/supervision/mtptest"]);
  });

  it("takes the parts of a split file for one model, and an incomplete one for none", async () => {
    await home.write("m/big-00001-of-00002.gguf", "123");
    await home.write("m/big-00002-of-00002.gguf", "4567");
    await home.write("m/cut-00001-of-00003.gguf", "123");
    const { models, skipped } = await find({ modelFolders: [home.at("m")] });
    expect(models).toEqual([
      {
        id: "folder/m/big",
        name: "m/big",
        place: "folder",
        path: home.at("m/big-00001-of-00002.gguf"),
        kind: "gguf",
        bytes: 7,
      },
    ]);
    expect(skipped).toEqual([{ path: home.at("m/cut"), reason: "It has 1 of its 3 parts." }]);
  });

  it("gives two models of one name two ids", async () => {
    await home.write("a/models/x.gguf", "one");
    await home.write("b/models/x.gguf", "another");
    const modelFolders = [home.at("a/models"), home.at("b/models")];
    expect(idsIn(await find({ modelFolders }))).toEqual(["folder/models/x", "folder/models/x#2"]);
  });
});

describe("Foretype's own downloads", () => {
  it.each([
    ["linux", {}, ".local/share/foretype/models"],
    ["darwin", {}, "Library/Application Support/foretype/models"],
    ["win32", {}, "AppData/Local/foretype/models"],
  ] as const)("are found on %s by their bare names", async (platform, env, folder) => {
    await home.write(`${folder}/qwen.gguf`, "weights");
    await home.write(`${folder}/half.gguf.part`, "wei");
    expect(idsIn(await find({ platform, env }))).toEqual(["qwen"]);
  });

  it("may lie elsewhere", async () => {
    await home.write("disk/qwen.gguf", "weights");
    expect(idsIn(await find({ env: { FORETYPE_DOWNLOADS: home.at("disk") } }))).toEqual(["qwen"]);
  });
});

describe("Ollama's store", () => {
  it.each([
    ["registry.ollama.ai/library/qwen2.5-coder/1.5b", "ollama/qwen2.5-coder:1.5b"],
    ["registry.ollama.ai/somebody/model/latest", "ollama/somebody/model:latest"],
    ["hf.co/org/repo-GGUF/Q4_K_M", "ollama/hf.co/org/repo-GGUF:Q4_K_M"],
  ])("names %s", async (manifest, id) => {
    await pull(".ollama/models", manifest, [
      { mediaType: "application/vnd.ollama.image.license", digest: `sha256:${"cd".repeat(32)}` },
      { mediaType: weightsType, digest: `sha256:${digest}`, size: 7 },
    ]);
    const blob = await home.write(`.ollama/models/blobs/sha256-${digest}`, "weights");
    const [model] = (await find()).models;
    expect(model).toMatchObject({ id, place: "ollama", path: blob, kind: "gguf", bytes: 7 });
  });

  it("is looked for where OLLAMA_MODELS says", async () => {
    await pull("store", "registry.ollama.ai/library/m/t", [
      { mediaType: weightsType, digest: `sha256:${digest}` },
    ]);
    await home.write(`store/blobs/sha256-${digest}`, "weights");
    expect(idsIn(await find({ env: { OLLAMA_MODELS: home.at("store") } }))).toEqual(["ollama/m:t"]);
  });

  it.each([
    ["{", "It is not JSON."],
    ["[]", "It has no list of layers."],
    ['{"layers":7}', "It has no list of layers."],
    ['{"layers":[null,7,{"mediaType":1}]}', "It has 0 GGUF files; Foretype reads models of one."],
    [
      JSON.stringify({
        layers: [
          { mediaType: weightsType, digest: `sha256:${digest}` },
          { mediaType: "application/vnd.ollama.image.adapter", digest: `sha256:${digest}` },
        ],
      }),
      "It is a model with an adapter on top, which Foretype cannot run.",
    ],
    ["x".repeat((1 << 20) + 1), "It is too large for what it should be."],
  ])("is not trusted: a manifest %j is skipped", async (manifest, reason) => {
    const file = await home.write(
      ".ollama/models/manifests/registry.ollama.ai/library/m/t",
      manifest,
    );
    expect(await find()).toEqual({ models: [], skipped: [{ path: file, reason }] });
  });

  it.each(["sha256:../../x", `sha256:${digest}/../../secret`, "../../secret", `sha256-${digest}0`])(
    "is not trusted: a digest %s leads nowhere",
    async (bad) => {
      await home.write("x", "secret");
      await home.write("secret", "secret");
      await pull(".ollama/models", "registry.ollama.ai/library/m/t", [
        { mediaType: weightsType, digest: bad },
      ]);
      const { models, skipped } = await find();
      expect(models).toEqual([]);
      expect(skipped[0]?.reason).toBe(`Its digest "${bad}" is none.`);
    },
  );

  it("says where a blob is missing", async () => {
    await pull(".ollama/models", "registry.ollama.ai/library/m/t", [
      { mediaType: weightsType, digest: `sha256:${digest}` },
    ]);
    expect((await find()).skipped).toEqual([
      {
        path: home.at(`.ollama/models/blobs/sha256-${digest}`),
        reason: "What it points at is not there.",
      },
    ]);
  });

  it("does not follow links among its manifests", async () => {
    await home.write(".ollama/models/manifests/host/ns/m/t", "{");
    await home.link(".ollama/models/manifests/host/ns/round", home.at(".ollama/models/manifests"));
    expect((await find()).skipped).toHaveLength(1);
  });
});

describe("LM Studio's folders", () => {
  it("are found in both of its homes", async () => {
    await home.write(".lmstudio/models/org/new/a.gguf", "weights");
    await home.write(".cache/lm-studio/models/org/old/b.gguf", "weights");
    expect(idsIn(await find())).toEqual(["lm-studio/org/new/a", "lm-studio/org/old/b"]);
  });

  it("are found where its pointer and its settings say", async () => {
    await home.write(".lmstudio-home-pointer", `${home.at("moved")}\n`);
    await home.write("moved/models/org/repo/a.gguf", "weights");
    await home.write(
      "moved/settings.json",
      JSON.stringify({ downloadsFolder: home.at("elsewhere") }),
    );
    await home.write("elsewhere/org/repo/b.gguf", "weights");
    expect(idsIn(await find())).toEqual(["lm-studio/org/repo/a", "lm-studio/org/repo/b"]);
  });

  it.each(["{", "7", '{"downloadsFolder": 7}', '{"downloadsFolder": "relative"}'])(
    "are the usual ones when its settings are %s",
    async (settings) => {
      await home.write(".lmstudio/settings.json", settings);
      await home.write(".lmstudio/models/org/repo/a.gguf", "weights");
      expect(idsIn(await find())).toEqual(["lm-studio/org/repo/a"]);
    },
  );
});

describe("llama.cpp's cache", () => {
  it.each([
    ["linux", {}, ".cache/llama.cpp"],
    ["darwin", {}, "Library/Caches/llama.cpp"],
    ["win32", {}, "AppData/Local/llama.cpp"],
  ] as const)("is found on %s", async (platform, env, folder) => {
    await home.write(`${folder}/org_repo_a.gguf`, "weights");
    await home.write(`${folder}/org_repo_a.gguf.json`, "{}");
    await home.write(`${folder}/b.gguf.downloadInProgress`, "wei");
    expect(idsIn(await find({ platform, env }))).toEqual(["llama.cpp/org_repo_a"]);
  });

  it("is found where LLAMA_CACHE says", async () => {
    await home.write("mine/a.gguf", "weights");
    const env = { LLAMA_CACHE: home.at("mine") };
    expect(idsIn(await find({ env }))).toEqual(["llama.cpp/a"]);
  });
});

describe("Hugging Face's cache", () => {
  const revision = "1".repeat(40);
  const newer = "2".repeat(40);

  it("is read at the revision that main names", async () => {
    const repository = ".cache/huggingface/hub/models--Qwen--Coder-GGUF";
    const blob = await home.write(`${repository}/blobs/${digest}`, "weights");
    await home.link(`${repository}/snapshots/${revision}/q4.gguf`, `../../blobs/${digest}`);
    await home.link(`${repository}/snapshots/${newer}/q8.gguf`, blob);
    await home.write(`${repository}/refs/main`, revision);
    expect((await find()).models).toEqual([
      {
        id: "hugging-face/Qwen/Coder-GGUF/q4",
        name: "Qwen/Coder-GGUF/q4",
        place: "hugging-face",
        path: home.at(`${repository}/snapshots/${revision}/q4.gguf`),
        kind: "gguf",
        bytes: 7,
      },
    ]);
    await home.write(`${repository}/refs/main`, "../../..");
    expect(idsIn(await find())).toEqual(["hugging-face/Qwen/Coder-GGUF/q8"]);
  });

  it("holds checkpoints and ONNX exports too", async () => {
    const checkpoint = `hub/models--org--one/snapshots/${revision}`;
    for (const name of ["config.json", "tokenizer.json", "model.safetensors.index.json"]) {
      await home.write(`${checkpoint}/${name}`, "{}");
    }
    await home.write(`${checkpoint}/model-00001-of-00002.safetensors`, "123");
    await home.write(`${checkpoint}/model-00002-of-00002.safetensors`, "456");
    const onnx = `hub/models--org--two/snapshots/${revision}`;
    for (const name of ["config.json", "tokenizer.json"]) await home.write(`${onnx}/${name}`, "{}");
    await home.write(`${onnx}/onnx/model.onnx`, "graph");
    await home.write(`${onnx}/onnx/model.onnx_data`, "weights");
    await home.write(`hub/models--org--three/snapshots/${revision}/config.json`, "{}");
    const { models } = await find({ env: { HF_HUB_CACHE: home.at("hub") } });
    expect(models.map(({ id, kind, bytes }) => ({ id, kind, bytes }))).toEqual([
      { id: "hugging-face/org/one", kind: "hugging-face", bytes: 10 },
      { id: "hugging-face/org/two", kind: "onnx", bytes: 16 },
    ]);
  });

  it.each(["HF_HOME", "HUGGINGFACE_HUB_CACHE"])("is found where %s says", async (name) => {
    const hub = name === "HF_HOME" ? "hf/hub" : "hf";
    await home.write(`${hub}/models--o--r/snapshots/${revision}/a.gguf`, "weights");
    expect(idsIn(await find({ env: { [name]: home.at("hf") } }))).toEqual(["hugging-face/o/r/a"]);
  });

  it("says where a link leads nowhere", async () => {
    const folder = `.cache/huggingface/hub/models--o--r/snapshots/${revision}`;
    await home.link(`${folder}/a.gguf`, "../../blobs/none");
    expect(await find()).toEqual({
      models: [],
      skipped: [{ path: home.at(`${folder}/a.gguf`), reason: "What it points at is not there." }],
    });
  });
});

describe("folders that the user names", () => {
  it("are searched through links, and links that lead round end it", async () => {
    await home.write("real/deep/a.gguf", "weights");
    await home.link("named/linked", home.at("real"));
    await home.link("real/deep/round", home.at("named"));
    await home.link("real/self", ".");
    await home.link("named/b.gguf", "b.gguf");
    const { models, skipped } = await find({ modelFolders: [home.at("named")] });
    expect(models.map(({ id }) => id)).toEqual(["folder/named/linked/deep/a"]);
    expect(skipped).toEqual([
      { path: home.at("named/b.gguf"), reason: "Its links lead round in a circle." },
    ]);
  });

  it("are searched six folders deep, hidden ones left out", async () => {
    await home.write("m/1/2/3/4/5/6/in.gguf", "weights");
    await home.write("m/1/2/3/4/5/6/7/out.gguf", "weights");
    await home.write("m/.git/a.gguf", "weights");
    expect(idsIn(await find({ modelFolders: [home.at("m")] }))).toEqual([
      "folder/m/1/2/3/4/5/6/in",
    ]);
  });

  it("may be gone, or no folders", async () => {
    const file = await home.write("file", "text");
    const gone = home.at("gone");
    expect(await find({ modelFolders: [gone, file] })).toEqual({ models: [], skipped: [] });
  });

  it.each([
    ["EACCES", "It may not be read."],
    ["EPERM", "It may not be read."],
    ["EIO", "i/o error"],
  ])("are skipped with a reason after %s", (code, reason) => {
    expect(reasonOf(Object.assign(new Error("i/o error"), { code }))).toBe(reason);
  });

  it("forget what has gone when they are searched again", async () => {
    const file = await home.write("m/a.gguf", "weights");
    const modelFolders = [home.at("m")];
    expect(idsIn(await find({ modelFolders }))).toEqual(["folder/m/a"]);
    await rm(file);
    expect(idsIn(await find({ modelFolders }))).toEqual([]);
  });
});
