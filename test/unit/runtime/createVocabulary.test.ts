import { describe, expect, it } from "vitest";
import { BpeVocabulary } from "../../../src/runtime/tokenizer/bpeVocabulary";
import { createVocabulary } from "../../../src/runtime/tokenizer/createVocabulary";
import { SentencePieceVocabulary } from "../../../src/runtime/tokenizer/sentencePieceVocabulary";
import { fixture } from "../../support/tokenizers";

describe("createVocabulary", () => {
  it.each([
    ["qwen-like", BpeVocabulary],
    ["llama3-like", BpeVocabulary],
    ["llama2-like", SentencePieceVocabulary],
  ] as const)("opens %s as what it is", (name, kind) => {
    expect(createVocabulary(fixture(name), 2048, "tokenizer.json")).toBeInstanceOf(kind);
  });

  it("names the file that it refuses", () => {
    expect(() => createVocabulary(fixture("qwen-like"), 10, "some/tokenizer.json")).toThrow(
      /^some\/tokenizer\.json gives /,
    );
  });
});
