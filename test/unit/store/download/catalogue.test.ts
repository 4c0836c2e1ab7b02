import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseCatalogue } from "../../../../src/store/download/catalogue";
import { readCatalogue } from "../../../../src/store/download/readCatalogue";
import { modelsFolder } from "../../../support/modelsFolder";
import { tempHome, type TempHome } from "../../../support/tempHome";

const entry = {
  id: "tiny",
  name: "Tiny",
  licence: "Apache-2.0",
  repository: "org/tiny-GGUF",
  revision: "main",
  file: "sub/tiny.gguf",
  bytes: 7,
  sha256: "0".repeat(64),
  note: "It is tiny.",
  languages: ["go"],
};
const parse = (...models: readonly object[]): ReturnType<typeof parseCatalogue> =>
  parseCatalogue(JSON.stringify({ models }), "catalogue.json");

let home: TempHome;
beforeEach(async () => {
  home = await tempHome();
});
afterEach(() => home.remove());

describe("parseCatalogue", () => {
  it("reads an entry, also without size and hash", () => {
    const { bytes, sha256, ...unknown } = entry;
    expect(parse(entry, { ...unknown, id: "other" })).toEqual([
      { ...unknown, bytes, sha256 },
      { ...unknown, id: "other" },
    ]);
  });

  it.each([
    ["id", { id: "../tiny" }],
    ["id", { id: "Tiny" }],
    ["name", { name: "" }],
    ["licence", { licence: undefined }],
    ["repository", { repository: "tiny" }],
    ["repository", { repository: "../tiny" }],
    ["repository", { repository: "a/b/c" }],
    ["revision", { revision: "../main" }],
    ["file", { file: "../tiny.gguf" }],
    ["file", { file: "/tiny.gguf" }],
    ["file", { file: "a//tiny.gguf" }],
    ["file", { file: "tiny.bin" }],
    ["bytes", { bytes: 0 }],
    ["sha256", { sha256: "ABC" }],
    ["languages", { languages: [] }],
  ])("names the field %s when it is wrong", (field, change) => {
    expect(() => parse({ ...entry, ...change })).toThrow(`catalogue.json: "models[0].${field}"`);
  });

  it("refuses an id that is there twice, and what is no JSON", () => {
    expect(() => parse(entry, entry)).toThrow('"models[1].id" repeats "tiny"');
    expect(() => parseCatalogue("{", "catalogue.json")).toThrow("not valid JSON");
  });

  it("accepts the catalogue that ships, whose first entries are free to use", async () => {
    const file = path.join(modelsFolder, "catalogue.json");
    const models = parseCatalogue(await readFile(file, "utf8"), file);
    const [first, second] = models;
    expect([first?.licence, second?.licence]).toEqual(["Apache-2.0", "Apache-2.0"]);
    const restricted = models.filter(({ licence }) => licence !== "Apache-2.0");
    for (const { note } of restricted) expect(note).toMatch(/licence/);
  });
});

describe("readCatalogue", () => {
  it("is empty where there is none", async () => {
    expect(await readCatalogue(home.folder)).toEqual([]);
  });

  it("says so when it cannot be read", async () => {
    await home.write("catalogue.json/file", "");
    await expect(readCatalogue(home.folder)).rejects.toMatchObject({ code: "model/missing" });
  });
});
