import { describe, expect, it } from "vitest";
import { findMarks, type FimMarks } from "../../../src/core/complete/fimMarks";
import { fimPrompt } from "../../../src/core/complete/fimPrompt";
import type { FimFormat } from "../../../src/core/model/fimFormat";
import { noParts } from "../../support/promptParts";
import { toyFormat } from "../../support/toyFormat";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();
const marks = findMarks(toyFormat, vocabulary);
const parts = {
  ...noParts,
  path: vocabulary.encode("p\n"),
  beforeHole: vocabulary.encode("foo"),
  fromHole: vocabulary.encode("(1"),
  suffix: vocabulary.encode(";\n"),
};
const textOnly: FimFormat = { ...toyFormat, tokens: undefined };

/** Marks by name and text as it is. */
function spell(tokens: Int32Array): string {
  const names = new Map(
    ["<prefix>", "<suffix>", "<middle>", "<file>", "<end>"].map((name) => [
      vocabulary.specialToken(name),
      name,
    ]),
  );
  return Array.from(
    tokens,
    (token) => names.get(token) ?? Buffer.from(vocabulary.bytesOf(token)).toString(),
  ).join("");
}

describe("fimPrompt", () => {
  it.each([
    ["both with a hole between", {}, "<file>p\n<prefix>foo<suffix>;\n<middle>(1"],
    ["SPM with nothing before it", { beforeHole: [] }, "<file>p\n<prefix><suffix>;\n<middle>(1"],
    ["PSM with nothing from it", { fromHole: [] }, "<file>p\n<prefix>foo<suffix>;\n<middle>"],
    ["without a path where there is none", { path: [] }, "<prefix>foo<suffix>;\n<middle>(1"],
  ])("is %s", (_, change, expected) => {
    const changed = Object.fromEntries(
      Object.entries(change).map(([name, tokens]) => [name, Int32Array.from(tokens)]),
    );
    expect(spell(fimPrompt(marks, { ...parts, ...changed }, "prefix-first"))).toBe(expected);
  });

  it("shows the text after the cursor first where the layout says so", () => {
    const prompt = fimPrompt(marks, parts, "suffix-first");
    expect(spell(prompt)).toBe("<file>p\n<suffix>;\n<prefix>foo<middle>(1");
  });

  it("leaves names out that the model has no mark for", () => {
    const named = { ...parts, repository: vocabulary.encode("foo\n") };
    const withoutFile: FimMarks = { ...marks, file: undefined };
    expect(spell(fimPrompt(withoutFile, named, "prefix-first"))).toBe(
      "<prefix>foo<suffix>;\n<middle>(1",
    );
  });

  it("names the repository before the file", () => {
    const named = { ...parts, repository: vocabulary.encode("foo\n") };
    const withMark: FimMarks = { ...marks, repository: vocabulary.specialToken("<end>") };
    expect(spell(fimPrompt(withMark, named, "prefix-first"))).toMatch(/^<end>foo\n<file>p\n/);
  });

  it("shows other files before the file, and its outline before its text", () => {
    const shown = {
      ...parts,
      others: vocabulary.encode("other\n"),
      outline: vocabulary.encode("outline\n"),
    };
    expect(spell(fimPrompt(marks, shown, "prefix-first"))).toBe(
      "other\n<file>p\n<prefix>outline\nfoo<suffix>;\n<middle>(1",
    );
    expect(spell(fimPrompt(marks, shown, "suffix-first"))).toBe(
      "other\n<file>p\n<suffix>;\n<prefix>outline\nfoo<middle>(1",
    );
    const withoutFile: FimMarks = { ...marks, file: undefined };
    expect(spell(fimPrompt(withoutFile, shown, "prefix-first"))).toBe(
      "<prefix>other\noutline\nfoo<suffix>;\n<middle>(1",
    );
    const textMarks = findMarks({ ...textOnly, begin: "<end>" }, vocabulary);
    expect(spell(fimPrompt(textMarks, shown, "prefix-first"))).toBe("<end>other\noutline\nfoo(1");
  });

  it("begins as the model was trained to begin", () => {
    const begun = findMarks({ ...toyFormat, begin: "<end>" }, vocabulary);
    expect(spell(fimPrompt(begun, parts, "prefix-first"))).toMatch(/^<end><file>p\n/);
  });

  it("is the text before the cursor and nothing else where there are no marks", () => {
    const begun = findMarks({ ...textOnly, begin: "<end>" }, vocabulary);
    expect(spell(fimPrompt(begun, parts, "suffix-first"))).toBe("<end>foo(1");
    const notBegun = findMarks(textOnly, vocabulary);
    expect(spell(fimPrompt(notBegun, noParts, "prefix-first"))).toBe("\n");
  });
});

describe("findMarks", () => {
  it("finds all ends", () => {
    expect(marks.end).toEqual(new Set([vocabulary.specialToken("<end>"), marks.file]));
  });

  it.each([
    { ...toyFormat, tokens: { prefix: "<no-prefix>", suffix: "<suffix>", middle: "<middle>" } },
    { ...textOnly, begin: "<no-begin>" },
    { ...toyFormat, end: ["<end>", "<no-end>"] },
  ])("refuses a name that the tokenizer lacks", (format) => {
    expect(() => findMarks(format, vocabulary)).toThrow(/"<no-.*manifest\.json/);
  });
});
