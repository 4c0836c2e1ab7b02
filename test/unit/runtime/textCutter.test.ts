import { Tokenizer } from "@huggingface/tokenizers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textCutter, type CutText } from "../../../src/runtime/tokenizer/textCutter";
import { fixedRuns } from "../../support/arbitraries";
import { fixture } from "../../support/tokenizers";

const bytes = { type: "ByteLevel", add_prefix_space: false, use_regex: false };

function cutter(...steps: readonly object[]): CutText {
  const cut = textCutter({ type: "Sequence", pretokenizers: [...steps, bytes] });
  if ("unknown" in cut) throw new Error(`${cut.unknown} is not known`);
  return cut;
}

/** The library takes other characters for blanks and digits than the tokenizers that models were trained with. */
const isDisputed = /[\ufeff\u0085]|(?![0-9])\p{Nd}/u;

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(" ", "  ", "\n", "'ll", "'S", "123", "a", ";"),
      fc.string({ unit: "binary" }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""))
  .filter((whole) => !isDisputed.test(whole));

describe("textCutter", () => {
  it.each([
    ["the Qwen-like steps", fixture("qwen-like").preTokenizer],
    ["the Llama-3-like steps", fixture("llama3-like").preTokenizer],
    ["ByteLevel alone", { type: "ByteLevel", add_prefix_space: false, use_regex: true }],
    ["ByteLevel by default", { type: "ByteLevel", add_prefix_space: false }],
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
    if ("unknown" in cut) throw new Error(cut.unknown);
    fc.assert(
      fc.property(text, (whole) => {
        // A character for each byte there, text here.
        const lengths = library?.pre_tokenize(whole).map((piece) => piece.length);
        expect(cut(whole).map((piece) => Buffer.byteLength(piece))).toEqual(lengths);
      }),
      fixedRuns(300),
    );
  });

  const split = (pattern: object, rest: object = {}): object => ({
    ...{ type: "Split", pattern, behavior: "Isolated", invert: false },
    ...rest,
  });

  it.each([
    ["digits one by one", [{ type: "Digits", individual_digits: true }], "a12٣½", "a|1|2|٣|½"],
    ["digits together", [{ type: "Digits", individual_digits: false }], "a12b", "a|12|b"],
    ["signs", [{ type: "Punctuation" }], "a+=b。", "a|+|=|b|。"],
    ["signs together", [{ type: "Punctuation", behavior: "Contiguous" }], "a+=b", "a|+=|b"],
    ["a text", [split({ String: "a.b" })], "xa.baab", "x|a.b|aab"],
    ["an expression", [split({ Regex: "\\p{Lu}+" })], "abCDe", "ab|CD|e"],
    ["what matches nothing", [split({ Regex: "x*" })], "axxb", "a|xx|b"],
    [
      "matches that are kept",
      [split({ Regex: "b+" }, { behavior: "Removed", invert: true })],
      "abbc",
      "a|bb|c",
    ],
    [
      "one step after another",
      [split({ Regex: "\\s" }), split({ Regex: "[ab]" })],
      "ab c",
      "a|b| |c",
    ],
  ])("cuts by %s", (_, steps, whole, expected) => {
    expect(cutter(...steps)(whole).join("|")).toBe(expected);
  });

  it("takes a byte order mark for no blank, and a next line for one", () => {
    const cut = cutter(split({ Regex: "\\s+" }));
    expect(cut("a\ufeffb\u0085c")).toEqual(["a\ufeffb", "\u0085", "c"]);
  });

  it.each([
    [{ type: "Metaspace" }, "Metaspace"],
    [split({ Regex: "a" }, { behavior: "MergedWithPrevious" }), "Split MergedWithPrevious"],
    [split({ Regex: "a" }, { behavior: "Removed" }), "Split Removed"],
    [split({ Regex: "\\bx" }), "Split Isolated"],
    [split({}), "Split Isolated"],
    [{}, "without a name"],
  ])("names %j, which it does not know", (step, unknown) => {
    expect(textCutter(step)).toEqual({ unknown });
  });

  it("leaves text whole where nothing splits", () => {
    expect(cutter()("a b")).toEqual(["a b"]);
    expect(cutter()("")).toEqual([]);
    const cut = textCutter(null);
    expect("unknown" in cut ? cut : cut("a b")).toEqual(["a b"]);
  });
});
