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

describe("a SentencePiece-style vocabulary with scores", () => {
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
  );
  /** @param scores by piece; ids behind those of the bytes, in order */
  const scored = (
    scores: Readonly<Record<string, number>>,
    addedTokens: readonly string[] = [],
  ): { readonly write: (text: string) => string; readonly vocabulary: SentencePieceVocabulary } => {
    const pieces = [...bytes, ...Object.keys(scores)];
    const opened = new SentencePieceVocabulary(
      {
        kind: "sentence-piece",
        vocabulary: new Map(pieces.map((piece, id) => [piece, id])),
        merges: [],
        scores: pieces.map((piece) => scores[piece] ?? 0),
        ignoresMerges: false,
        addedTokens: addedTokens.map((content, i) => ({ id: 900 + i, content, isText: true })),
        preTokenizer: null,
        hints: { end: [], fim: {} },
      },
      1000,
      "model.gguf",
    );
    const name = (token: number): string => pieces[token] ?? addedTokens[token - 900] ?? "?";
    return {
      vocabulary: opened,
      write: (text) => Array.from(opened.encode(text), name).join("|"),
    };
  };

  it("merges what makes the highest score first, and any two pieces that make a piece", () => {
    const { write } = scored({ "▁": -9, a: -9, b: -9, c: -9, ab: -2, bc: -1, abc: -3 });
    expect(write("abc")).toBe("abc"); // a bc, though ab was the rarer merge
    expect(write("abbc")).toBe("ab|bc");
    expect(write("abab c")).toBe("ab|ab|▁|c");
  });

  it("of one score merges the leftmost", () => {
    const { write } = scored({ "▁": 0, "▁▁": -1, "▁▁▁": -1, a: 0, b: 0, ab: -1, ba: -1 });
    expect(write("aba")).toBe("ab|a");
    expect(write("bab")).toBe("ba|b");
    expect(write("     ")).toBe("▁▁▁|▁▁");
  });

  it("splits added text out first, the longest", () => {
    const { write, vocabulary: added } = scored(
      { "▁": 0, "▁a": -1, a: 0, "<": 0, b: 0, ">": 0, "\n": 0 },
      ["\n\n", "  ", "<b>"],
    );
    expect(write("a<b>a\n\n\n   a")).toBe("a|<b>|a|\n\n|\n|  |▁a");
    const [open = -1, b = -1, close = -1] = added.encode("< b>").filter((token) => token !== 256);
    expect(added.writes([open, b], close)).toBe(false);
    expect(added.writes([open], b)).toBe(true);
    expect(added.writes([b], 902)).toBe(true);
    expect(added.writes([b], 900)).toBe(true);
    expect(added.writes([900], 900)).toBe(true);
    expect(added.writes([256], 901)).toBe(false); // two blanks and one are written the other way round
    expect(added.writes([901], 256)).toBe(true);
    expect([added.joins("<", "b"), added.joins("a", "<")]).toEqual([true, false]);
  });

  it("joins characters that a piece holds though a word ends between them", () => {
    const { vocabulary: joined } = scored({ "▁": 0, e: 0, ".": 0, g: 0, "e.": -2, "e.g": -1 });
    expect(joined.joins("e", ".")).toBe(true);
    expect(joined.joins(".", "g")).toBe(false);
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
