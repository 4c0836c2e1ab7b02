import { describe, expect, it } from "vitest";
import { findDivergence } from "../../../src/core/consistency/divergence";
import { encodeUtf8 } from "../../../src/core/tokens/utf8";
import { PieceVocabulary } from "../../support/pieceVocabulary";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();

/** Tokens of each piece by itself: what the tokenizer would not write for the whole. */
const pieces = (...texts: readonly string[]): Int32Array =>
  Int32Array.from(texts.flatMap((text) => Array.from(vocabulary.encode(text))));

describe("findDivergence", () => {
  it("finds none in what the tokenizer writes", () => {
    const text = "return foo(const);\n\n    12345 é";
    expect(findDivergence(vocabulary.encode(text), vocabulary.encode(text), vocabulary)).toBe(
      undefined,
    );
  });

  it.each([
    [["return", " ", "foo"], 1, "leadingBlank"],
    [["x", "\n", "\n", "y"], 1, "blankRun"],
    [["re", "turn"], 0, "wordSplit"],
    [["1", "23"], 0, "digitGrouping"],
    [["x", "(", "foo"], 1, "leadingSign"],
    [["x", ";", "\n"], 1, "other"],
  ] as const)("%j leaves the tokenizer's tokens at %i: %s", (texts, index, kind) => {
    const canonical = vocabulary.encode(texts.join(""));
    expect(findDivergence(pieces(...texts), canonical, vocabulary)).toEqual({ index, kind });
  });

  it("looks no further than the stream: the last canonical token may go on behind it", () => {
    expect(findDivergence(pieces("x", " "), vocabulary.encode("x return"), vocabulary)).toBe(
      undefined,
    );
    expect(findDivergence(pieces("cons"), vocabulary.encode("const"), vocabulary)).toBe(undefined);
    expect(
      findDivergence(pieces("x", " ", "return"), vocabulary.encode("x return;"), vocabulary),
    ).toEqual({ index: 1, kind: "leadingBlank" });
  });

  it.each([
    ["é", "unicode"],
    ["\r\n", "lineEndCrLf"],
  ] as const)("tells %j in pieces: %s", (whole, kind) => {
    const bytes = encodeUtf8(whole);
    const split = new PieceVocabulary({
      marks: [],
      pieces: [whole, bytes.subarray(0, 1), bytes.subarray(1)],
    });
    expect(findDivergence(Int32Array.of(1, 2), Int32Array.of(0), split)).toEqual({
      index: 0,
      kind,
    });
  });

  it("tells text that looks like a special token", () => {
    const marked = new PieceVocabulary({ marks: ["ab"], pieces: ["a", "b", "ab"] });
    expect(findDivergence(Int32Array.of(1, 2), Int32Array.of(3), marked)).toEqual({
      index: 0,
      kind: "specialText",
    });
  });
});
