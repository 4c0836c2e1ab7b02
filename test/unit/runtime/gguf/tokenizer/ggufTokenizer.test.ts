import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MetadataValue } from "../../../../../src/runtime/gguf/ggufMetadata";
import { ggufTokenizer } from "../../../../../src/runtime/gguf/tokenizer/ggufTokenizer";
import { createVocabulary } from "../../../../../src/runtime/tokenizer/createVocabulary";
import type { TokenizerFile } from "../../../../../src/runtime/tokenizer/tokenizerFile";
import { convertTokenizer, ggufMetadata, tokenTypes } from "../../../../support/ggufVocabulary";
import { failure } from "../../../../support/failure";
import { fixture } from "../../../../support/tokenizers";

type Values = Readonly<Record<string, MetadataValue>>;

const { normal, unknown, control, userDefined, unused } = tokenTypes;
const noBegin = { "tokenizer.ggml.add_bos_token": false };

const byteLevel: Values = {
  "tokenizer.ggml.model": "gpt2",
  "tokenizer.ggml.pre": "qwen2",
  "tokenizer.ggml.tokens": ["a", "b", "Ġ", "ab", "Ġab", "<|end|>", "<pad>", "[PAD7]", "  ", ""],
  "tokenizer.ggml.token_type": [
    ...[normal, normal, normal, normal, normal],
    ...[control, unknown, unused, userDefined, normal],
  ],
  "tokenizer.ggml.merges": ["a b", "Ġ ab"],
};

const sentencePiece: Values = {
  "tokenizer.ggml.model": "llama",
  "tokenizer.ggml.tokens": ["<unk>", "<s>", "</s>", "▁", "a", "▁a"],
  "tokenizer.ggml.token_type": [unknown, control, control, normal, normal, normal],
  "tokenizer.ggml.scores": [0, 0, 0, -2, -3, -1],
};

const read = (values: Values, change: Values = {}): TokenizerFile =>
  ggufTokenizer(ggufMetadata({ ...values, ...change }));

describe("ggufTokenizer of a byte-level vocabulary", () => {
  it("tells text from marks, added text and padding", () => {
    const file = read(byteLevel);
    expect(file.kind).toBe("byte-level");
    expect([...file.vocabulary]).toEqual([
      ["a", 0],
      ["b", 1],
      ["Ġ", 2],
      ["ab", 3],
      ["Ġab", 4],
    ]);
    expect(file.addedTokens).toEqual([
      { id: 5, content: "<|end|>", isText: false },
      { id: 6, content: "<pad>", isText: false },
      { id: 8, content: "  " },
    ]);
    expect(file.merges).toEqual([
      ["a", "b"],
      ["Ġ", "ab"],
    ]);
  });

  it("takes marks for marks that the file calls normal, by their look or because it names them", () => {
    const tokens = ["<|fim_prefix|>", "<fim_suffix>", "<EOT>", "a", "<x", "|>"];
    const { addedTokens, vocabulary } = read(byteLevel, {
      "tokenizer.ggml.tokens": tokens,
      "tokenizer.ggml.token_type": tokens.map(() => normal),
      "tokenizer.ggml.eos_token_id": 4,
    });
    expect(addedTokens.map(({ content }) => content)).toEqual([
      "<|fim_prefix|>",
      "<fim_suffix>",
      "<EOT>",
      "<x",
    ]);
    expect([...vocabulary.keys()]).toEqual(["a", "|>"]);
  });

  it("passes over normal tokens that spell no bytes, which no text has", () => {
    const tokens = ["a", "日", "b"];
    const { vocabulary } = read(byteLevel, {
      "tokenizer.ggml.tokens": tokens,
      "tokenizer.ggml.token_type": tokens.map(() => normal),
    });
    expect([...vocabulary.keys()]).toEqual(["a", "b"]);
  });

  it("takes tokens without types for text", () => {
    const { "tokenizer.ggml.token_type": _, ...untyped } = byteLevel;
    const { vocabulary } = read(untyped, { "tokenizer.ggml.tokens": ["a", "b", "ab"] });
    expect(vocabulary.size).toBe(3);
  });

  it.each([
    ["qwen-like", "qwen2"],
    ["llama3-like", "llama-bpe"],
  ] as const)("writes what the tokenizer.json of %s writes", (name, pre) => {
    const file = fixture(name);
    const ours = createVocabulary(
      ggufTokenizer(convertTokenizer(file, { "tokenizer.ggml.pre": pre, ...noBegin })),
      2048,
      "model.gguf",
    );
    const theirs = createVocabulary(file, 2048, "tokenizer.json");
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        expect(ours.encode(text)).toEqual(theirs.encode(text));
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});

describe("ggufTokenizer of a SentencePiece vocabulary", () => {
  it("keeps scores, from which merges come", () => {
    const file = read(sentencePiece);
    expect(file.kind).toBe("sentence-piece");
    expect([...file.vocabulary]).toEqual([
      ["▁", 3],
      ["a", 4],
      ["▁a", 5],
    ]);
    expect(Array.from(file.scores ?? [])).toEqual([0, 0, 0, -2, -3, -1]);
    expect(file.merges).toEqual([]);
  });

  it("begins and ends with SentencePiece's own marks where the file does not say it", () => {
    expect(read(sentencePiece).hints).toEqual({ begin: "<s>", end: ["</s>"], fim: {} });
  });
});

describe("hints of a GGUF file", () => {
  const ids = {
    "tokenizer.ggml.tokens": ["<b>", "<e>", "<t>", "<p>", "<s>", "<m>", "<f>", "<r>", "a"],
    "tokenizer.ggml.token_type": [...new Array<number>(8).fill(control), normal],
  };
  const hints = (change: Values): TokenizerFile["hints"] =>
    read(byteLevel, { ...ids, ...change }).hints;

  it("are none where the file says nothing", () => {
    expect(hints({})).toEqual({ end: [], fim: {} });
  });

  it("begin texts only where that is said, or the family does so", () => {
    const begin = { "tokenizer.ggml.bos_token_id": 0 };
    expect(hints(begin).begin).toBeUndefined();
    expect(hints({ ...begin, "tokenizer.ggml.add_bos_token": true }).begin).toBe("<b>");
    expect(hints({ ...begin, "tokenizer.ggml.pre": "llama-bpe" }).begin).toBe("<b>");
    expect(
      hints({ ...begin, "tokenizer.ggml.pre": "llama-bpe", ...noBegin }).begin,
    ).toBeUndefined();
  });

  it("name ends of texts and of turns once", () => {
    const ends = {
      "tokenizer.ggml.eos_token_id": 1,
      "tokenizer.ggml.eot_token_id": 2,
      "tokenizer.ggml.eom_token_id": 1,
    };
    expect(hints(ends).end).toEqual(["<e>", "<t>"]);
  });

  it("name the marks of filling in, by new keys and by old ones", () => {
    const marks = {
      "tokenizer.ggml.fim_pre_token_id": 3,
      "tokenizer.ggml.fim_suf_token_id": 4,
      "tokenizer.ggml.fim_mid_token_id": 5,
      "tokenizer.ggml.fim_sep_token_id": 6,
      "tokenizer.ggml.fim_rep_token_id": 7,
    };
    expect(hints(marks).fim).toEqual({
      prefix: "<p>",
      suffix: "<s>",
      middle: "<m>",
      file: "<f>",
      repository: "<r>",
    });
    const old = {
      "tokenizer.ggml.prefix_token_id": 3,
      "tokenizer.ggml.suffix_token_id": 4,
      "tokenizer.ggml.middle_token_id": 5,
    };
    expect(hints(old).fim).toEqual({ prefix: "<p>", suffix: "<s>", middle: "<m>" });
    expect(hints({ ...marks, "tokenizer.ggml.prefix_token_id": 0 }).fim.prefix).toBe("<p>");
  });
});

describe("a GGUF file whose tokenizer is refused", () => {
  it.each([
    ["another kind", { "tokenizer.ggml.model": "t5" }, "model/unsupported", /kind "t5"/],
    ["another cut", { "tokenizer.ggml.pre": "bloom" }, "model/unsupported", /cuts text as "bloom"/],
    [
      "a cut named like a method",
      { "tokenizer.ggml.pre": "toString" },
      "model/unsupported",
      /"toString"/,
    ],
    [
      "two tokens of one name",
      { "tokenizer.ggml.tokens": ["a", "b", "a"] },
      "model/bad-config",
      /ggml\.tokens" has two tokens "a"/,
    ],
    [
      "too few types",
      { "tokenizer.ggml.token_type": [1, 1] },
      "model/bad-config",
      /token_type" has fewer/,
    ],
    [
      "a merge of one token",
      { "tokenizer.ggml.merges": ["a b", "ab"] },
      "model/bad-config",
      /merges" has "ab" at 1/,
    ],
    [
      "a merge with nothing",
      { "tokenizer.ggml.merges": ["a "] },
      "model/bad-config",
      /merges" has "a " at 0/,
    ],
    [
      "an end beyond the tokens",
      { "tokenizer.ggml.eos_token_id": 10 },
      "model/bad-config",
      /eos_token_id" must be the id of one of the 10/,
    ],
    [
      "an id below 0",
      { "tokenizer.ggml.fim_pre_token_id": -1 },
      "model/bad-config",
      /fim_pre_token_id"/,
    ],
    [
      "no token to begin with",
      { "tokenizer.ggml.add_bos_token": true },
      "model/bad-config",
      /bos_token_id" is missing/,
    ],
  ] as const)("for %s", (_, change, code, message) => {
    const error = failure(() => read(byteLevel, change));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^model\.gguf/);
  });

  it("for not saying how text is cut", () => {
    const { "tokenizer.ggml.pre": _, ...rest } = byteLevel;
    expect(() => read(rest)).toThrow(/does not say how its tokenizer cuts text/);
  });

  it("for scores that are missing or too few", () => {
    const { "tokenizer.ggml.scores": _, ...rest } = sentencePiece;
    expect(() => read(rest)).toThrow(/scores"/);
    expect(() => read(sentencePiece, { "tokenizer.ggml.scores": [0] })).toThrow(/has fewer values/);
  });
});
