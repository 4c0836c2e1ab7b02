import { readFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { BpeVocabulary } from "../../../src/runtime/tokenizer/bpeVocabulary";
import {
  parseTokenizerFile,
  type TokenizerFile,
} from "../../../src/runtime/tokenizer/tokenizerFile";
import { modelsFolder } from "../../support/seedModel";

let file: TokenizerFile;
let vocabulary: BpeVocabulary;
beforeAll(async () => {
  const text = await readFile(path.join(modelsFolder, "foretype-seed", "tokenizer.json"), "utf8");
  file = parseTokenizerFile(text, "tokenizer.json");
  vocabulary = new BpeVocabulary(file, 8192, "tokenizer.json");
});

function spelling(tokens: Int32Array): Uint8Array {
  return Uint8Array.from(Array.from(tokens).flatMap((token) => [...vocabulary.bytesOf(token)]));
}

describe("the embedded model's vocabulary", () => {
  it.each([
    "",
    " ",
    "const x = 1;\r\nconst y\t= 2;\r\n\r\n\r\n",
    "\t\t\tif (a) {\n        return;\n",
    "naïve café über 変数 переменная",
    "👩‍👩‍👧‍👦 🇩🇪 🏳️‍🌈",
    "e\u0301 is not \u00e9",
    "\u0000\u0007\u001b[0m\u00a0\u2028\ufeff",
    "<|endoftext|><|fim_prefix|> <|fim_middle|>\n<|file_sep|>",
    "__proto__ constructor toString hasOwnProperty",
    " ".repeat(300) + "x".repeat(600),
  ])("spells %j by its tokens' bytes", (text) => {
    expect(spelling(vocabulary.encode(text))).toEqual(new TextEncoder().encode(text));
  });

  it("spells any text by its tokens' bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(spelling(vocabulary.encode(text))).toEqual(new TextEncoder().encode(text));
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("makes no special token of text that looks like one", () => {
    const tokens = vocabulary.encode("a <|fim_prefix|> b <|endoftext|>");
    expect(Array.from(tokens).filter((token) => vocabulary.isSpecial(token))).toEqual([]);
  });

  it("merges what training merged", () => {
    expect(vocabulary.encode("    return").length).toBeLessThanOrEqual(2);
  });

  it("knows its special tokens by name, and that they are no text", () => {
    expect(vocabulary.specialToken("<|endoftext|>")).toBe(8185);
    expect(vocabulary.specialToken("<|fim_prefix|>")).toBe(8186);
    expect(vocabulary.specialToken("return")).toBeUndefined();
    expect(vocabulary.isSpecial(8185)).toBe(true);
    expect(vocabulary.isSpecial(100)).toBe(false);
    expect(vocabulary.bytesOf(8185)).toHaveLength(0);
    expect(vocabulary.size).toBe(8192);
  });
});

describe("a vocabulary that does not fit is refused", () => {
  const spoilt = (change: Partial<TokenizerFile>): (() => BpeVocabulary) => {
    return () => new BpeVocabulary({ ...file, ...change }, 8192, "tokenizer.json");
  };

  it("when it has more tokens than the model", () => {
    expect(() => new BpeVocabulary(file, 8000, "tokenizer.json")).toThrow(
      /^tokenizer\.json .*8000 tokens/,
    );
  });

  it("when two tokens share an id", () => {
    const vocabularyTwice = new Map([...file.vocabulary, ["zzzzzz", 100]] as const);
    expect(spoilt({ vocabulary: vocabularyTwice })).toThrow("id 100 to two tokens");
    expect(spoilt({ addedTokens: [{ id: 100, content: "<|x|>" }] })).toThrow(
      "id 100 to two tokens",
    );
  });

  it("when a token spells no bytes", () => {
    const foreign = new Map([...file.vocabulary, ["▁the", 8190]] as const);
    expect(spoilt({ vocabulary: foreign })).toThrow('"▁the" that spells no bytes');
  });

  it("when a byte has no token", () => {
    const poorer = new Map([...file.vocabulary].filter(([, id]) => id !== 65));
    expect(spoilt({ vocabulary: poorer })).toThrow("single bytes");
  });

  it("when a merge makes no token", () => {
    expect(spoilt({ merges: [...file.merges, ["Q", "zz"]] })).toThrow('merges "Q" and "zz"');
  });

  it("but an added run of blanks is text", () => {
    const blanks = new BpeVocabulary(
      { ...file, addedTokens: [{ id: 8190, content: "\t\t\t\t\t" }] },
      8192,
      "tokenizer.json",
    );
    expect(Array.from(blanks.encode("\t\t\t\t\t"))).toEqual([8190]);
    expect(blanks.bytesOf(8190)).toEqual(new TextEncoder().encode("\t\t\t\t\t"));
    expect(blanks.isSpecial(8190)).toBe(false);
    expect(blanks.writes([], 8190)).toBe(true);
  });
});

it("a merge that makes a mark is left out, so that text stays text", () => {
  const marked = new BpeVocabulary(
    { ...file, merges: [["r", "e"], ...file.merges], addedTokens: [{ id: 8190, content: "re" }] },
    8192,
    "tokenizer.json",
  );
  const tokens = marked.encode("re return");
  expect(Array.from(tokens)).not.toContain(8190);
  expect(Buffer.concat(Array.from(tokens, (token) => marked.bytesOf(token))).toString()).toBe(
    "re return",
  );
});
