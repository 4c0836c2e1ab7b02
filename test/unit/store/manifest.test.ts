import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parseManifest } from "../../../src/store/manifest";
import { modelsFolder } from "../../support/modelsFolder";

const file = (name: string): object => ({ name, bytes: 1, sha256: "0".repeat(64) });
const model = {
  id: "tiny",
  name: "Tiny",
  role: "embedded",
  licence: "MIT",
  files: [file("config.json"), file("tokenizer.json"), file("model.safetensors")],
  fim: {
    holeStart: "cursor",
    layout: "prefix-first",
    tokens: { prefix: "<p>", suffix: "<s>", middle: "<m>" },
    end: ["<e>"],
  },
  contextLength: 32,
  languages: ["typescript"],
};
const parse = (...models: readonly object[]): ReturnType<typeof parseManifest> =>
  parseManifest(JSON.stringify({ models }), "manifest.json");

describe("parseManifest", () => {
  it("reads a model", () => {
    expect(parse(model)).toEqual([
      {
        id: "tiny",
        name: "Tiny",
        role: "embedded",
        licence: "MIT",
        files: model.files,
        format: model.fim,
        contextLength: 32,
        languages: ["typescript"],
      },
    ]);
  });

  it("reads the marks that not every model has", () => {
    const tokens = { ...model.fim.tokens, file: "<f>", repository: "<r>" };
    const fim = { ...model.fim, tokens, begin: "<b>" };
    expect(parse({ ...model, fim })[0]?.format).toEqual(fim);
  });

  it.each([
    ["models[0].id", { id: "../tiny" }],
    ["models[0].id", { id: "a/b" }],
    ["models[0].id", { id: ".." }],
    ["models[0].name", { name: "" }],
    ["models[0].role", { role: "draft" }],
    ["models[0].licence", { licence: 1 }],
    ["models[0].files", { files: [] }],
    ["models[0].files", { files: [file("config.json"), file("tokenizer.json")] }],
    ["models[0].files[0].name", { files: [file("../secret"), ...model.files] }],
    ["models[0].files[0].name", { files: [file("a\\b"), ...model.files] }],
    ["models[0].files[0].sha256", { files: [{ ...file("x"), sha256: "F".repeat(64) }] }],
    ["models[0].files[0].bytes", { files: [{ ...file("x"), bytes: 0.5 }] }],
    ["models[0].fim", { fim: "window" }],
    ["models[0].fim.holeStart", { fim: { ...model.fim, holeStart: "word" } }],
    ["models[0].fim.layout", { fim: { ...model.fim, layout: "middle-first" } }],
    [
      "models[0].fim.tokens.middle",
      { fim: { ...model.fim, tokens: { prefix: "p", suffix: "s" } } },
    ],
    ["models[0].fim.begin", { fim: { ...model.fim, begin: 1 } }],
    ["models[0].fim.end[0]", { fim: { ...model.fim, end: [1] } }],
    ["models[0].contextLength", { contextLength: -1 }],
    ["models[0].languages", { languages: "typescript" }],
  ])("names the file and %s when that is wrong", (field, change) => {
    expect(() => parse({ ...model, ...change })).toThrow(`manifest.json: "${field}"`);
  });

  it("refuses an id that is there twice", () => {
    expect(() => parse(model, model)).toThrow('"models[1].id" repeats "tiny"');
  });

  it.each([
    ["{", "not valid JSON"],
    ["[]", "must be an object"],
    ["{}", '"models"'],
  ])("refuses the text %s", (text, message) => {
    expect(() => parseManifest(text, "manifest.json")).toThrow(message);
  });

  it("accepts the manifest that ships", async () => {
    const text = await readFile(path.join(modelsFolder, "manifest.json"), "utf8");
    expect(parseManifest(text, "manifest.json").map((shipped) => shipped.id)).toContain(
      "foretype-seed",
    );
  });
});
