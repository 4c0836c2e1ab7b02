import { describe, expect, it } from "vitest";
import { parseTokenizerFile } from "../../../src/runtime/tokenizer/tokenizerFile";

const byteLevel = { type: "ByteLevel", add_prefix_space: false, use_regex: true };
const file = {
  added_tokens: [{ id: 2, content: "<|end|>" }],
  normalizer: null,
  pre_tokenizer: byteLevel,
  model: { type: "BPE", vocab: { a: 0, b: 1 }, merges: [] },
};

const parse = (fields: object): ReturnType<typeof parseTokenizerFile> =>
  parseTokenizerFile(JSON.stringify({ ...file, ...fields }), "tokenizer.json");

describe("parseTokenizerFile", () => {
  it("reads vocabulary and added tokens", () => {
    const parsed = parse({});
    expect([...parsed.vocabulary]).toEqual([
      ["a", 0],
      ["b", 1],
    ]);
    expect(parsed.addedTokens).toEqual([{ id: 2, content: "<|end|>" }]);
  });

  it("reads merges in both notations", () => {
    const merges = (list: unknown): unknown =>
      parse({ model: { ...file.model, merges: list } }).merges;
    expect(merges(["a b", "ab a"])).toEqual([
      ["a", "b"],
      ["ab", "a"],
    ]);
    expect(merges([["a", "b"]])).toEqual([["a", "b"]]);
  });

  it("reads whether a pretoken that is a token is written as it is", () => {
    expect(parse({}).ignoresMerges).toBe(false);
    expect(parse({ model: { ...file.model, ignore_merges: true } }).ignoresMerges).toBe(true);
  });

  it("takes a token for a mark that only the files beside it call one", () => {
    const parsed = parseTokenizerFile(JSON.stringify(file), "tokenizer.json", {
      tokenizerConfig: JSON.stringify({ eos_token: "b" }),
      generationConfig: JSON.stringify({ eos_token_id: 2 }),
    });
    expect(parsed.hints).toEqual({ end: ["<|end|>", "b"], fim: {} });
    expect(parsed.addedTokens).toEqual([
      { id: 2, content: "<|end|>" },
      { id: 1, content: "b", isText: false },
    ]);
    expect(parse({}).hints).toEqual({ end: [], fim: {} });
  });

  it("leaves NFC out, which would change typed bytes", () => {
    expect(() => parse({ normalizer: { type: "NFC" } })).not.toThrow();
  });

  it.each([
    [{ model: { type: "Unigram" } }, /kind Unigram/],
    [{ model: { type: "WordPiece" } }, /kind WordPiece/],
    [{ model: {} }, /kind unknown/],
    [{ model: null }, /no model/],
    [{ model: { ...file.model, byte_fallback: true } }, /SentencePiece/],
    [{ model: { ...file.model, merges: ["a b c"] } }, /merge that is not two tokens/],
    [{ model: { ...file.model, merges: [["a", 1]] } }, /merge that is not two tokens/],
    [{ normalizer: { type: "Lowercase" } }, /normalises text \(Lowercase\)/],
    [{ pre_tokenizer: { type: "Metaspace" } }, /ByteLevel/],
    [{ pre_tokenizer: null }, /ByteLevel/],
    [{ pre_tokenizer: { ...byteLevel, add_prefix_space: true } }, /prefix space/],
    [{ pre_tokenizer: { type: "Sequence", pretokenizers: [{ type: "Digits" }] } }, /ByteLevel/],
    [{ model: { type: "BPE", vocab: { a: 0 } } }, /no merges/],
    [{ model: { type: "BPE", vocab: { a: -1 }, merges: [] } }, /"a" an id/],
    [{ added_tokens: [{ id: 2 }] }, /added token/],
    [{ model: { ...file.model, end_of_word_suffix: "</w>" } }, /end_of_word_suffix/],
  ])("refuses %j", (fields, message) => {
    expect(() => parse(fields)).toThrow(message);
    expect(() => parse(fields)).toThrow("tokenizer.json");
  });

  it.each(["{", "[]"])("refuses the text %s", (text) => {
    expect(() => parseTokenizerFile(text, "tokenizer.json")).toThrow(/^tokenizer\.json /);
  });
});

describe("parseTokenizerFile of a SentencePiece-style file", () => {
  const model = { ...file.model, byte_fallback: true };
  const prepend = { type: "Prepend", prepend: "▁" };
  const replace = { type: "Replace", pattern: { String: " " }, content: "▁" };
  const metaspace = { type: "Metaspace", replacement: "▁", prepend_scheme: "first", split: false };

  it.each([
    [{ type: "Sequence", normalizers: [prepend, replace] }, null],
    [replace, null],
    [null, metaspace],
    [replace, { type: "Split", pattern: { String: " " }, behavior: "MergedWithPrevious" }],
  ])("reads the layout %j, %j", (normalizer, preTokenizer) => {
    const { kind } = parse({ model, normalizer, pre_tokenizer: preTokenizer });
    expect(kind).toBe("sentence-piece");
  });

  it.each([
    [null, null],
    [prepend, null],
    [{ type: "Sequence", normalizers: [{ type: "NFKC" }, replace] }, null],
    [{ ...replace, content: "_" }, null],
    [replace, metaspace],
    [null, { ...metaspace, split: true }],
    [null, byteLevel],
  ])("refuses the layout %j, %j", (normalizer, preTokenizer) => {
    expect(() => parse({ model, normalizer, pre_tokenizer: preTokenizer })).toThrow(
      /SentencePiece/,
    );
  });

  it("reads runs of blanks that are added tokens as text, spelt as it is typed", () => {
    const { addedTokens, vocabulary } = parse({
      model: { ...model, vocab: { "▁": 0, "▁▁": 1, "\n\n": 3 } },
      normalizer: replace,
      pre_tokenizer: null,
      added_tokens: [
        { id: 1, content: "▁▁", special: false },
        { id: 2, content: "<s>", special: true },
        { id: 3, content: "\n\n" },
      ],
    });
    expect(addedTokens).toEqual([
      { id: 1, content: "  " },
      { id: 2, content: "<s>", isText: false },
      { id: 3, content: "\n\n" },
    ]);
    expect([...vocabulary.keys()]).toEqual(["▁"]);
  });
});
