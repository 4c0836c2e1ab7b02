import { describe, expect, it } from "vitest";
import { GgufMetadata } from "../../../../src/runtime/gguf/ggufMetadata";
import { failure } from "../../../support/failure";

const metadata = new GgufMetadata(
  new Map<string, string | number | boolean | bigint | (string | number | bigint | boolean)[]>([
    ["name", "a model"],
    ["layers", 24],
    ["wide", 4096n],
    ["vast", 2n ** 63n],
    ["half", 0.5],
    ["infinite", Infinity],
    ["yes", true],
    ["tokens", ["a", "b"]],
    ["scores", [1, -2.5, 3n]],
    ["mixed", ["a", 1]],
    ["holes", [1, NaN]],
    ["none", []],
  ]),
  "/m/model.gguf",
);

describe("GgufMetadata", () => {
  it("reads what is there", () => {
    expect(metadata.has("name")).toBe(true);
    expect(metadata.has("title")).toBe(false);
    expect(metadata.string("name")).toBe("a model");
    expect(metadata.optionalString("title")).toBeUndefined();
    expect(metadata.size("layers")).toBe(24);
    expect(metadata.number("half")).toBe(0.5);
    expect(metadata.flag("yes", false)).toBe(true);
    expect(metadata.strings("tokens")).toEqual(["a", "b"]);
    expect([...metadata.numbers("scores")]).toEqual([1, -2.5, 3]);
    expect(metadata.strings("none")).toEqual([]);
    expect(metadata.numbers("none")).toHaveLength(0);
  });

  it("reads 64-bit integers as numbers", () => {
    expect(metadata.size("wide")).toBe(4096);
    expect(metadata.number("wide")).toBe(4096);
  });

  it("falls back where a value is missing", () => {
    expect(metadata.size("heads", { fallback: 8 })).toBe(8);
    expect(metadata.number("epsilon", 1e-6)).toBe(1e-6);
    expect(metadata.flag("no", false)).toBe(false);
  });

  it.each([
    ["string", () => metadata.string("title"), "title"],
    ["string", () => metadata.string("layers"), "layers"],
    ["optionalString", () => metadata.optionalString("layers"), "layers"],
    ["size", () => metadata.size("heads"), "heads"],
    ["size", () => metadata.size("half"), "half"],
    ["size", () => metadata.size("name", { fallback: 1 }), "name"],
    ["size", () => metadata.size("layers", { most: 23 }), "layers"],
    ["size", () => metadata.size("vast", { most: Number.MAX_SAFE_INTEGER }), "vast"],
    ["number", () => metadata.number("epsilon"), "epsilon"],
    ["number", () => metadata.number("infinite"), "infinite"],
    ["flag", () => metadata.flag("layers", false), "layers"],
    ["strings", () => metadata.strings("merges"), "merges"],
    ["strings", () => metadata.strings("name"), "name"],
    ["strings", () => metadata.strings("mixed"), "mixed"],
    ["numbers", () => metadata.numbers("types"), "types"],
    ["numbers", () => metadata.numbers("tokens"), "tokens"],
    ["numbers", () => metadata.numbers("holes"), "holes"],
  ])("%s refuses what it is not, naming file and key", (_, read, key) => {
    const error = failure(read);
    expect(error.code).toBe("model/bad-config");
    expect(error.message).toContain("/m/model.gguf");
    expect(error.message).toContain(`"${key}"`);
  });
});
