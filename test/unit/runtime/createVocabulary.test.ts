import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { BpeVocabulary } from "../../../src/runtime/tokenizer/bpeVocabulary";
import { createVocabulary } from "../../../src/runtime/tokenizer/createVocabulary";
import { SentencePieceVocabulary } from "../../../src/runtime/tokenizer/sentencePieceVocabulary";

describe("createVocabulary", () => {
  it.each([
    ["qwen-like", BpeVocabulary],
    ["llama3-like", BpeVocabulary],
    ["llama2-like", SentencePieceVocabulary],
  ])("opens %s as what it is", (name, kind) => {
    const file = path.join(import.meta.dirname, "../../fixtures/tokenizers", `${name}.json`);
    expect(createVocabulary(readFileSync(file, "utf8"), 2048, file)).toBeInstanceOf(kind);
  });

  it("names the file that it refuses", () => {
    expect(() => createVocabulary("{}", 10, "some/tokenizer.json")).toThrow(
      /^some\/tokenizer\.json has no model/,
    );
  });
});
