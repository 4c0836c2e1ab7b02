import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatOf } from "../../../src/store/formatOf";
import { recallCheck, rememberCheck, type ModelCheck } from "../../../src/store/modelChecks";
import { toyFormat } from "../../support/toyFormat";

const check: ModelCheck = {
  holeStart: "line",
  layout: "suffix-first",
  numCases: 48,
  exactMatch: 0.5,
};

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "foretype-checks-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe("checks of models", () => {
  it("are kept by the model's hash, the last one for each", async () => {
    expect(await recallCheck(folder, "a")).toBeUndefined();
    await rememberCheck(folder, "a", check);
    await rememberCheck(folder, "b", { ...check, holeStart: "block" });
    await rememberCheck(folder, "a", { ...check, layout: "prefix-first" });
    expect(await recallCheck(folder, "a")).toEqual({ ...check, layout: "prefix-first" });
    expect(await recallCheck(folder, "b")).toEqual({ ...check, holeStart: "block" });
    expect(await readdir(path.join(folder, "checks"))).toHaveLength(2);
  });

  it.each([
    "",
    "[]",
    "null",
    JSON.stringify({ ...check, holeStart: "word" }),
    JSON.stringify({ ...check, layout: 1 }),
    JSON.stringify({ holeStart: "line", layout: "suffix-first" }),
  ])("are passed over where their note says %j", async (text) => {
    await rememberCheck(folder, "a", check);
    const [note = ""] = await readdir(path.join(folder, "checks"));
    await writeFile(path.join(folder, "checks", note), text);
    expect(await recallCheck(folder, "a")).toBeUndefined();
    await rememberCheck(folder, "a", check);
    expect(await recallCheck(folder, "a")).toEqual(check);
  });

  it("leave nothing unfinished where they cannot be kept", async () => {
    await rememberCheck(folder, "a", check);
    const [note = ""] = await readdir(path.join(folder, "checks"));
    await rm(path.join(folder, "checks", note));
    await mkdir(path.join(folder, "checks", note, "in the way"), { recursive: true });
    await expect(rememberCheck(folder, "a", check)).rejects.toThrow();
    expect(await readdir(path.join(folder, "checks"))).toEqual([note]);
  });
});

describe("formatOf", () => {
  it("asks a model as its check found best, with its own tokens", async () => {
    const source = { sha256: "a" };
    expect(await formatOf(source, toyFormat, folder)).toEqual(toyFormat);
    await rememberCheck(folder, "a", check);
    expect(await formatOf(source, toyFormat, folder)).toEqual({
      ...toyFormat,
      holeStart: "line",
      layout: "suffix-first",
    });
    expect(await formatOf({ sha256: "b" }, toyFormat, folder)).toEqual(toyFormat);
    const textOnly = { ...toyFormat, tokens: undefined };
    expect(await formatOf(source, textOnly, folder)).toEqual(textOnly);
  });
});
