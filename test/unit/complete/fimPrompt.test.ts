import { describe, expect, it } from "vitest";
import { findMarks } from "../../../src/core/complete/fimMarks";
import { fimPrompt } from "../../../src/core/complete/fimPrompt";
import { ToyVocabulary } from "../../support/toyVocabulary";
import { toyFormat } from "../../support/toyFormat";

const vocabulary = new ToyVocabulary();
const marks = findMarks(toyFormat.tokens, vocabulary);
const parts = {
  path: vocabulary.encode("p\n"),
  prefix: vocabulary.encode("foo(1"),
  suffix: vocabulary.encode(";\n"),
};

/** Marks by name and text as it is. */
function spell(tokens: Int32Array): string {
  const names = new Map(
    ["<prefix>", "<suffix>", "<middle>", "<file>"].map((name) => [
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
    ["SPM with the hole at the start", 0, "<file>p\n<prefix><suffix>;\n<middle>foo(1"],
    [
      "PSM with the hole at the end",
      parts.prefix.length,
      "<file>p\n<prefix>foo(1<suffix>;\n<middle>",
    ],
    ["both with the hole between", 1, "<file>p\n<prefix>foo<suffix>;\n<middle>(1"],
  ])("is %s", (_, holeStart, expected) => {
    expect(spell(fimPrompt(marks, parts, holeStart))).toBe(expected);
  });

  it("leaves the path out where the model has no mark for it, or there is none", () => {
    const expected = "<prefix><suffix>;\n<middle>foo(1";
    expect(spell(fimPrompt({ ...marks, file: undefined }, parts, 0))).toBe(expected);
    expect(spell(fimPrompt(marks, { ...parts, path: new Int32Array(0) }, 0))).toBe(expected);
  });
});

describe("findMarks", () => {
  it("finds all ends", () => {
    expect(marks.end).toEqual(new Set([vocabulary.specialToken("<end>"), marks.file]));
  });

  it.each([
    { ...toyFormat.tokens, prefix: "<no-prefix>" },
    { ...toyFormat.tokens, file: "<no-file>" },
    { ...toyFormat.tokens, end: ["<end>", "<no-end>"] },
  ])("refuses a name that the tokenizer lacks", (tokens) => {
    expect(() => findMarks(tokens, vocabulary)).toThrow(/"<no-.*manifest\.json/);
  });
});
