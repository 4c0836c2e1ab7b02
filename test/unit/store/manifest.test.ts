import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parseManifest } from "../../../src/store/manifest";
import { modelsFolder } from "../../support/seedModel";

const file = (name: string): object => ({ name, bytes: 1, sha256: "0".repeat(64) });
const model = {
  id: "tiny",
  name: "Tiny",
  role: "embedded",
  licence: "MIT",
  files: [file("config.json"), file("tokenizer.json"), file("model.safetensors")],
  fim: { order: "psm", prefix: "<p>", suffix: "<s>", middle: "<m>", end: ["<e>"] },
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
        format: {
          order: "psm",
          tokens: { prefix: "<p>", suffix: "<s>", middle: "<m>", end: ["<e>"] },
        },
        contextLength: 32,
        languages: ["typescript"],
      },
    ]);
  });

  it("reads the mark before a path where there is one", () => {
    expect(parse({ ...model, fim: { ...model.fim, file: "<f>" } })[0]?.format.tokens.file).toBe(
      "<f>",
    );
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
    ["models[0].fim", { fim: "spm" }],
    ["models[0].fim.order", { fim: { ...model.fim, order: "msp" } }],
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
