import { Tokenizer } from "@huggingface/tokenizers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textCutter } from "../../../src/runtime/tokenizer/textCutter";
import { fixedRuns } from "../../support/arbitraries";
import { fixture } from "../../support/tokenizers";

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(" ", "  ", "\n", "'ll", "'S", "123", "a", ";"),
      fc.string({ unit: "binary" }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

describe("textCutter", () => {
  it.each([
    ["the Qwen-like steps", fixture("qwen-like").preTokenizer],
    ["the Llama-3-like steps", fixture("llama3-like").preTokenizer],
    ["ByteLevel alone", { type: "ByteLevel", add_prefix_space: false, use_regex: true }],
    ["ByteLevel by default", { type: "ByteLevel", add_prefix_space: false }],
    [
      "digits one by one",
      {
        type: "Sequence",
        pretokenizers: [
          { type: "Digits", individual_digits: true },
          { type: "ByteLevel", add_prefix_space: false, use_regex: true },
        ],
      },
    ],
  ])("cuts by %s as the library does", (_, steps) => {
    const library = new Tokenizer(
      {
        normalizer: null,
        pre_tokenizer: steps,
        model: { type: "BPE", vocab: {}, merges: [] },
        post_processor: null,
        decoder: null,
        added_tokens: [],
      },
      {},
    ).pre_tokenizer;
    const cut = textCutter(steps);
    fc.assert(
      fc.property(text, (whole) => {
        // A character for each byte there, text here.
        const lengths = library?.pre_tokenize(whole).map((piece) => piece.length);
        expect(cut(whole).map((piece) => Buffer.byteLength(piece))).toEqual(lengths);
      }),
      fixedRuns(300),
    );
  });

  it("leaves text whole where nothing splits", () => {
    const bytes = { type: "ByteLevel", add_prefix_space: false, use_regex: false };
    expect(textCutter(bytes)("a b")).toEqual(["a b"]);
    expect(textCutter(null)("a b")).toEqual(["a b"]);
  });
});
