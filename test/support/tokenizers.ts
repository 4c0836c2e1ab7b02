import { readFileSync } from "node:fs";
import path from "node:path";
import type { Vocabulary } from "../../src/core/tokens/vocabulary";
import { BpeVocabulary } from "../../src/runtime/tokenizer/bpeVocabulary";
import { createVocabulary } from "../../src/runtime/tokenizer/createVocabulary";
import type { AddedToken } from "../../src/runtime/tokenizer/addedTokens";
import { parseTokenizerFile, type TokenizerFile } from "../../src/runtime/tokenizer/tokenizerFile";
import { ggufTokenizer } from "../../src/runtime/gguf/tokenizer/ggufTokenizer";
import { convertTokenizer } from "./ggufVocabulary";
import { seedVocabulary } from "./seedVocabulary";

const folder = path.join(import.meta.dirname, "../fixtures/tokenizers");

function read(file: string): TokenizerFile {
  return parseTokenizerFile(readFileSync(file, "utf8"), path.basename(file));
}

/** The file of a small tokenizer in test/fixtures/tokenizers. */
export function fixture(name: "qwen-like" | "llama3-like" | "llama2-like"): TokenizerFile {
  return read(path.join(folder, `${name}.json`));
}

function byteLevel(file: TokenizerFile): Vocabulary {
  return new BpeVocabulary(file, 2048, "tokenizer.json");
}

/** The small tokenizer of this name, as a model's file would be opened. */
function opened(name: string): Vocabulary {
  const file = path.join(folder, `${name}.json`);
  return createVocabulary(read(file), 2048, file);
}

/** The same file with its first step replaced. */
function cutBy(file: TokenizerFile, step: object): TokenizerFile {
  const bytes = { type: "ByteLevel", add_prefix_space: false, use_regex: false };
  return { ...file, preTokenizer: { type: "Sequence", pretokenizers: [step, bytes] } };
}

function splitBy(expression: string): object {
  return { type: "Split", pattern: { Regex: expression }, behavior: "Isolated", invert: false };
}

function withAdded(file: TokenizerFile, contents: readonly string[]): TokenizerFile {
  const added = contents.map((content, i): AddedToken => ({ id: 2000 + i, content, isText: true }));
  return { ...file, addedTokens: [...file.addedTokens, ...added] };
}

/** The same file as it comes out of a GGUF file whose metadata say that text is cut as `pre` says. */
function fromGguf(file: TokenizerFile, pre = "default"): Vocabulary {
  const metadata = convertTokenizer(file, {
    "tokenizer.ggml.pre": pre,
    "tokenizer.ggml.add_bos_token": false,
  });
  return createVocabulary(ggufTokenizer(metadata), 2048, "model.gguf");
}

/** Bytes that no character has, as some vocabularies lack them. */
function withoutUnusedBytes(file: TokenizerFile): TokenizerFile {
  const unused = new Set(["À", "Á", ...Array.from("õö÷øùúûüýþÿ")]);
  return {
    ...file,
    vocabulary: new Map([...file.vocabulary].filter(([name]) => !unused.has(name))),
  };
}

/** The expression of `llama3-like` with groups of three digits counted from the right, as in prices. */
const digitsFromTheRight =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}(?=(?:\\p{N}{3})*(?:\\P{N}|$))" +
  "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

/** Words that end where a capital begins, and line breaks and slashes that belong to the signs before them. */
const wordsByCase =
  "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?" +
  "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?" +
  "|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

/** Every kind of tokenizer that is read, by name: the embedded model's, small ones of published layouts, and variants of them. */
export const tokenizers: Readonly<Record<string, () => Vocabulary>> = {
  "the embedded model's": seedVocabulary,
  "Qwen-like": () => opened("qwen-like"),
  "Llama-3-like": () => opened("llama3-like"),
  "Llama-2-like": () => opened("llama2-like"),
  "GPT-2's own expression": () =>
    byteLevel({
      ...fixture("qwen-like"),
      preTokenizer: { type: "ByteLevel", add_prefix_space: false, use_regex: true },
    }),
  "digits in threes from the right": () =>
    byteLevel(cutBy(fixture("llama3-like"), splitBy(digitsFromTheRight))),
  "words by case": () => byteLevel(cutBy(fixture("llama3-like"), splitBy(wordsByCase))),
  "a token that merging cannot make": () => {
    const file = fixture("qwen-like");
    const merges = file.merges.filter((pair) => pair.join("") !== "Ġreturn");
    return byteLevel({ ...file, merges });
  },
  "StarCoder-like, from GGUF": () => fromGguf(fixture("qwen-like"), "starcoder"),
  "DeepSeek-Coder-like, from GGUF": () =>
    fromGguf(
      withAdded(withoutUnusedBytes(fixture("llama3-like")), Array.from("õö÷ÁÀþ")),
      "deepseek-coder",
    ),
  "DeepSeek-V3-like, from GGUF": () => fromGguf(fixture("llama3-like"), "deepseek-v3"),
  "Tekken-like, from GGUF": () => fromGguf(fixture("llama3-like"), "tekken"),
  "Seed-Coder-like, from GGUF": () => fromGguf(fixture("qwen-like"), "seed-coder"),
  "Llama-2-like, from GGUF": () => fromGguf(fixture("llama2-like")),
  "Gemma-like, from GGUF": () =>
    fromGguf(
      withAdded(fixture("llama2-like"), [
        ...["\n", "\n\n", "\n\n\n", "  ", "   ", "    ", "\t", "\t\t"],
        ...["<table>", "</td>", "<h1>", "</h1>", "<b>", "<code>"],
      ]),
    ),
  "added runs of blanks": () =>
    byteLevel(withAdded(fixture("qwen-like"), ["  ", "    ", "\t\t", "\n\n", "\u3000\u3000"])),
};
