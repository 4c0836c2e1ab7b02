import { describe, expect, it } from "vitest";
import { spellBehind } from "../../../src/core/draft/spellBehind";
import { encodeUtf8 } from "../../../src/core/tokens/utf8";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();

/** The texts of the tokens that are written for `text` behind those of `before`. */
function spelt(before: string | readonly number[], text: string | Uint8Array): readonly string[] {
  const tokens = typeof before === "string" ? Array.from(vocabulary.encode(before)) : before;
  const bytes = typeof text === "string" ? encodeUtf8(text) : text;
  return Array.from(spellBehind(vocabulary, tokens, bytes), (token) =>
    Buffer.from(vocabulary.bytesOf(token)).toString("latin1"),
  );
}

const latin1 = (text: string): string => Buffer.from(text).toString("latin1");

describe("spelling text behind tokens that stand already", () => {
  it.each([
    ["takes the tokens of both together", "let x", " return foo", [" return", " foo"]],
    [
      "keeps what stands although the tokenizer would not have written it",
      " re",
      "turn",
      ["tu", "r", "n"],
    ],
    ["lets a blank before a word belong to it", "x", "   foo", ["  ", " foo"]],
    ["needs nothing before", "", "const 12", ["const", " ", "12"]],
    ["has nothing to spell", "let", "", []],
  ])("%s", (_, before, text, expected) => {
    expect(spelt(before, text)).toEqual(expected);
  });

  it("leaves out a last character that is unfinished", () => {
    expect(spelt("x", encodeUtf8("(é").subarray(0, 2))).toEqual(["("]);
    expect(spelt("x", encodeUtf8("é").subarray(0, 1))).toEqual([]);
  });

  it("goes on inside a character whose beginning is a token", () => {
    const [first = 0, second = 0] = encodeUtf8("é");
    expect(spelt([first], Uint8Array.of(second, 0x28))).toEqual([latin1("é").charAt(1), "("]);
  });

  it("spells nothing from the middle of a character of which nothing stands", () => {
    expect(spelt("x", Uint8Array.of(0xa9, 0x28))).toEqual([]);
  });

  it("does not read marks as text", () => {
    const mark = vocabulary.specialToken("<middle>") ?? -1;
    expect(spelt([...vocabulary.encode("re"), mark], "turn")).toEqual(spelt("", "turn"));
  });

  it("never makes a mark of text that looks like one", () => {
    const tokens = spellBehind(vocabulary, [], encodeUtf8("<end>"));
    expect(tokens.every((token) => !vocabulary.isSpecial(token))).toBe(true);
  });
});
