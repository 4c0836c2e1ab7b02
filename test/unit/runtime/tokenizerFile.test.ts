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

  it("leaves NFC out, which would change typed bytes", () => {
    expect(() => parse({ normalizer: { type: "NFC" } })).not.toThrow();
  });

  it.each([
    [{ model: { type: "Unigram" } }, /kind Unigram/],
    [{ model: { type: "WordPiece" } }, /kind WordPiece/],
    [{ model: {} }, /kind unknown/],
    [{ model: null }, /no model/],
    [{ model: { ...file.model, byte_fallback: true } }, /SentencePiece/],
    [{ normalizer: { type: "Lowercase" } }, /normalises text \(Lowercase\)/],
    [{ pre_tokenizer: { type: "Metaspace" } }, /ByteLevel/],
    [{ pre_tokenizer: null }, /ByteLevel/],
    [{ pre_tokenizer: { ...byteLevel, add_prefix_space: true } }, /prefix space/],
    [{ pre_tokenizer: { type: "Sequence", pretokenizers: [{ type: "Digits" }] } }, /ByteLevel/],
    [{ model: { type: "BPE", vocab: { a: 0 } } }, /no merges/],
    [{ model: { type: "BPE", vocab: { a: -1 }, merges: [] } }, /"a" an id/],
    [{ added_tokens: [{ id: 2 }] }, /added token/],
  ])("refuses %j", (fields, message) => {
    expect(() => parse(fields)).toThrow(message);
    expect(() => parse(fields)).toThrow("tokenizer.json");
  });

  it.each(["{", "[]"])("refuses the text %s", (text) => {
    expect(() => parseTokenizerFile(text, "tokenizer.json")).toThrow(/^tokenizer\.json /);
  });
});
