import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SentencePieceVocabulary } from "../../../src/runtime/tokenizer/sentencePieceVocabulary";
import type { TokenizerFile } from "../../../src/runtime/tokenizer/tokenizerFile";
import { fixture } from "../../support/tokenizers";

const file = fixture("llama2-like");
const vocabulary = new SentencePieceVocabulary(file, 1462, "tokenizer.json");

function spelling(tokens: Int32Array): Uint8Array {
  return Uint8Array.from(Array.from(tokens).flatMap((token) => [...vocabulary.bytesOf(token)]));
}

/** The tokens of `text` as the file names them. */
function names(text: string): readonly (string | undefined)[] {
  const byId = new Map(Array.from(file.vocabulary, ([name, id]) => [id, name]));
  return Array.from(vocabulary.encode(text), (token) => byId.get(token));
}

describe("a SentencePiece-style vocabulary", () => {
  it.each([
    "",
    " ",
    "const x = 1;\r\n\tconst y = 2;\n\n",
    "    return;",
    "naïve 日本語 😀 \u0000",
    "▁ is a character, ▁▁ are two",
    "<s> and <0x0A> and ▁<PRE> are text here",
  ])("spells %j by its tokens' bytes", (text) => {
    expect(spelling(vocabulary.encode(text))).toEqual(new TextEncoder().encode(text));
  });

  it("spells any text by its tokens' bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        expect(spelling(vocabulary.encode(text))).toEqual(new TextEncoder().encode(text));
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("puts no blank in front, spells blanks as the file does, and falls back to bytes", () => {
    expect(names("const")).toEqual(["const"]);
    expect(names(" const")).toEqual(["▁const"]);
    expect(names("\n")).toEqual(["<0x0A>"]);
    expect(names("日")).toEqual(["<0xE6>", "<0x97>", "<0xA5>"]);
    expect(names("▁")).toEqual(["<0xE2>", "<0x96>", "<0x81>"]);
  });

  it("makes no mark and no byte of text that looks like one", () => {
    const tokens = Array.from(vocabulary.encode("<s>▁<PRE></s><unk><0x0A>"));
    expect(tokens.filter((token) => vocabulary.isSpecial(token))).toEqual([]);
    expect(tokens).not.toContain(file.vocabulary.get("<0x0A>"));
  });

  it("knows its marks by name, and that they are no text", () => {
    expect(vocabulary.specialToken("▁<PRE>")).toBe(1458);
    expect(vocabulary.specialToken("<s>")).toBe(1);
    expect(vocabulary.specialToken("const")).toBeUndefined();
    expect(vocabulary.isSpecial(1458)).toBe(true);
    expect(vocabulary.bytesOf(1458)).toHaveLength(0);
    expect(vocabulary.writes([], 1458)).toBe(false);
  });

  it("writes bytes only where a character has no piece", () => {
    const byte = (value: number): number =>
      file.vocabulary.get(`<0x${value.toString(16).toUpperCase().padStart(2, "0")}>`) ?? -1;
    expect(vocabulary.writes([], byte(0x61))).toBe(false); // a
    expect(vocabulary.writes([], byte(0x20))).toBe(false);
    expect(vocabulary.writes([], byte(0x0a))).toBe(true);
    expect(vocabulary.writes([], byte(0xa5))).toBe(false); // begins no character
    expect(vocabulary.writes([byte(0xe6)], byte(0x97))).toBe(true);
    expect(vocabulary.writes([byte(0xe6), byte(0x97)], byte(0xa5))).toBe(true);
    expect(vocabulary.writes([byte(0xe6), byte(0x97)], byte(0x0a))).toBe(false);
    expect(vocabulary.writes([byte(0xe6)], file.vocabulary.get("a") ?? -1)).toBe(false);
    expect(vocabulary.writes([byte(0xe6)], byte(0x61))).toBe(false);
    expect(vocabulary.writes([byte(0xed)], byte(0xa0))).toBe(false); // half a surrogate pair
    expect(vocabulary.writes([byte(0xe2), byte(0x96)], byte(0x81))).toBe(true); // "▁" itself
  });
});

describe("a SentencePiece-style vocabulary that does not fit is refused", () => {
  const spoilt = (change: Partial<TokenizerFile>) => (): SentencePieceVocabulary =>
    new SentencePieceVocabulary({ ...file, ...change }, 1462, "tokenizer.json");
  const without = (name: string): ReadonlyMap<string, number> =>
    new Map([...file.vocabulary].filter(([spelt]) => spelt !== name));

  it.each([
    ["a byte has no token", { vocabulary: without("<0x7F>") }, "single bytes"],
    ["blanks have no piece", { vocabulary: without("▁"), merges: [] }, 'the piece "▁"'],
    ["a merge makes no token", { merges: [["z", "z"] as const] }, 'merges "z" and "z"'],
    ["an added token spells nothing", { addedTokens: [{ id: 1461, content: "" }] }, "nothing"],
  ])("when %s", (_, change, message) => {
    expect(spoilt(change)).toThrow(message);
    expect(spoilt(change)).toThrow(/^tokenizer\.json /);
  });
});
