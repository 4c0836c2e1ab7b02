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

describe("a byte-level vocabulary", () => {
  const change = (parts: Partial<TokenizerFile>): BpeVocabulary =>
    new BpeVocabulary({ ...file, ...parts }, 8192, "tokenizer.json");
  const text = (vocabularyOf: BpeVocabulary, tokens: Iterable<number>): string =>
    Buffer.concat(Array.from(tokens, (token) => vocabularyOf.bytesOf(token))).toString();

  it("is refused where text is cut by a step that is not known", () => {
    expect(() => change({ preTokenizer: { type: "Metaspace" } })).toThrow(
      /cuts text by a step Metaspace/,
    );
  });

  it("writes added text as its token, even a letter that bytes could spell", () => {
    const added = change({
      addedTokens: [
        { id: 8188, content: "ö", isText: true },
        { id: 8189, content: "<td>", isText: true },
      ],
    });
    expect(Array.from(added.encode("schön<td>"))).toEqual([
      ...vocabulary.encode("sch"),
      8188,
      ...vocabulary.encode("n"),
      8189,
    ]);
    expect(text(added, added.encode("schön<td>"))).toBe("schön<td>");
    expect([added.isSpecial(8189), added.specialToken("<td>")]).toEqual([false, undefined]);
    expect(added.joins("<", "t")).toBe(true);
    const open = added.encode("<td").at(-1) ?? -1;
    expect(added.writes(Array.from(added.encode("<td")).slice(0, -1), open)).toBe(true);
    expect(added.writes(Array.from(added.encode("<td")), added.encode(">")[0] ?? -1)).toBe(false);
    expect(added.writes(Array.from(added.encode("x ")), 8189)).toBe(true);
  });

  it("may lack tokens for bytes that code does not have, and leaves those out", () => {
    const rare = new Set([0x04, 0xc0, 0xf1, 0xff].map((byte) => byteCharacter(byte)));
    const poorer = change({
      vocabulary: new Map([...file.vocabulary].filter(([name]) => !rare.has(name))),
    });
    expect(text(poorer, poorer.encode("a\u0004b 😀"))).toBe("ab 😀");
    expect(text(poorer, poorer.encode("\u{50000}"))).not.toContain("\u{50000}");
  });

  it("writes a surrogate without its partner as U+FFFD", () => {
    expect(text(vocabulary, vocabulary.encode("a\ud83db\udc00"))).toBe("a\ufffdb\ufffd");
    expect(text(vocabulary, vocabulary.encode("😀"))).toBe("😀");
  });

  it("merges words of thousands of letters in moments", () => {
    const begin = performance.now();
    const tokens = vocabulary.encode("ab".repeat(20_000) + "-".repeat(20_000));
    expect(performance.now() - begin).toBeLessThan(3000);
    expect(text(vocabulary, tokens)).toHaveLength(60_000);
  });
});

/** The character of the byte alphabet that stands for a byte which Latin-1 does not show, or shows. */
function byteCharacter(byte: number): string {
  return String.fromCodePoint(byte < 0x21 ? 0x100 + byte : byte);
}
