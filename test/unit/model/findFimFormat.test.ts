import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { findFimFormat, type FimHints } from "../../../src/core/model/findFimFormat";
import type { FimFormat } from "../../../src/core/model/fimFormat";
import { parseManifest } from "../../../src/store/manifest";
import { modelsFolder } from "../../support/modelsFolder";

const noHints: FimHints = { end: [], fim: {} };

/** The format for a vocabulary that holds these marks. */
function formatOf(marks: readonly string[], hints: Partial<FimHints> = {}): FimFormat {
  const ids = new Map(marks.map((name, id) => [name, id]));
  return findFimFormat({ specialToken: (name) => ids.get(name) }, { ...noHints, ...hints });
}

const qwen = [
  ...["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|fim_prefix|>", "<|fim_middle|>"],
  ...["<|fim_suffix|>", "<|fim_pad|>", "<|repo_name|>", "<|file_sep|>"],
];

describe("findFimFormat", () => {
  it("knows Qwen's marks, and starts the hole at the window", () => {
    const { end, ...format } = formatOf(qwen, { end: ["<|im_end|>"] });
    expect(end[0]).toBe("<|im_end|>");
    expect(end.toSorted()).toEqual(qwen.toSorted());
    expect(format).toEqual({
      tokens: {
        prefix: "<|fim_prefix|>",
        suffix: "<|fim_suffix|>",
        middle: "<|fim_middle|>",
        file: "<|file_sep|>",
        repository: "<|repo_name|>",
      },
      layout: "prefix-first",
      holeStart: "window",
    });
  });

  it.each([
    ["StarCoder", "<fim_prefix> <fim_suffix> <fim_middle>", "<filename>", "<reponame>"],
    ["StarCoder2", "<fim_prefix> <fim_suffix> <fim_middle>", "<file_sep>", "<repo_name>"],
    ["one with StarCoder's and no file", "<fim_prefix> <fim_suffix> <fim_middle>"],
    ["SantaCoder", "<fim-prefix> <fim-suffix> <fim-middle>"],
    ["DeepSeek-Coder", "<｜fim▁begin｜> <｜fim▁hole｜> <｜fim▁end｜>"],
    ["Code Llama", "▁<PRE> ▁<SUF> ▁<MID>"],
    ["CodeGemma", "<|fim_prefix|> <|fim_suffix|> <|fim_middle|>"],
    ["GLM", "<|code_prefix|> <|code_suffix|> <|code_middle|>"],
  ])("knows %s's marks, and starts the hole at the line", (_, fim, ...others) => {
    const [prefix = "", suffix = "", middle = ""] = fim.split(" ");
    const [file, repository] = others;
    const marks = ["</s>", "<|file_separator|>", prefix, suffix, middle, ...others];
    const format = formatOf(marks);
    expect(format.tokens).toEqual({
      ...{ prefix, suffix, middle },
      ...(file !== undefined && { file }),
      ...(repository !== undefined && { repository }),
    });
    expect(format.holeStart).toBe("line");
    expect(new Set(format.end)).toEqual(new Set(marks));
    expect(format).not.toHaveProperty("begin");
  });

  it("lets what the files say win, and completes it from the family", () => {
    const hints = { begin: "<s>", end: ["<|EOT|>"], fim: { prefix: "<｜fim▁begin｜>" } };
    const deepSeek = ["<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"];
    const format = formatOf(["<s>", "<|EOT|>", ...deepSeek, ...qwen], hints);
    expect(format.tokens?.middle).toBe("<｜fim▁end｜>");
    expect(format.begin).toBe("<s>");
    expect(format.end[0]).toBe("<|EOT|>");
  });

  it("believes files that name marks of their own", () => {
    const fim = { prefix: "<a>", suffix: "<b>", middle: "<c>", file: "<d>" };
    const format = formatOf(["<a>", "<b>", "<c>", "<d>"], { fim });
    expect(format).toEqual({
      tokens: fim,
      end: ["<a>", "<b>", "<c>", "<d>"],
      layout: "prefix-first",
      holeStart: "line",
    });
  });

  it("passes over names that the vocabulary lacks", () => {
    const fim = { prefix: "<a>", suffix: "<b>", middle: "<c>" };
    const hints = { begin: "<s>", end: ["</t>"], fim };
    expect(formatOf(qwen, hints)).toEqual(formatOf(qwen));
  });

  it.each([
    ["SmolLM2", ["<|endoftext|>", "<|im_end|>", "<repo_name>", "<file_sep>", "<filename>"]],
    ["Mistral", ["<s>", "</s>", "[PREFIX]", "[MIDDLE]", "[SUFFIX]"]],
    ["one that lacks a mark", ["<|endoftext|>", "<|fim_prefix|>", "<|fim_suffix|>"]],
  ])("asks %s without marks of filling in", (_, marks) => {
    const format = formatOf(marks);
    expect(format.tokens).toBeUndefined();
    // A text begins behind the mark that ended the last one.
    expect(["<|endoftext|>", "</s>"]).toContain(format.begin);
    expect(format.end).toContain(format.begin);
  });

  it("ends where the next file would begin, also without marks of filling in", () => {
    expect(formatOf(["<|endoftext|>", "<file_sep>"]).end).toEqual(["<|endoftext|>", "<file_sep>"]);
  });

  it("says of the embedded model what the manifest says", async () => {
    const file = path.join(modelsFolder, "manifest.json");
    const [seed] = parseManifest(await readFile(file, "utf8"), file);
    const tokenizer = path.join(modelsFolder, seed?.id ?? "", "tokenizer.json");
    const { added_tokens: added } = JSON.parse(await readFile(tokenizer, "utf8")) as {
      readonly added_tokens: readonly { readonly content: string }[];
    };
    const found = formatOf(added.map(({ content }) => content));
    expect({ ...found, end: new Set(found.end) }).toEqual({
      ...seed?.format,
      tokens: { ...seed?.format.tokens, repository: "<|repo_name|>" },
      end: new Set(seed?.format.end),
    });
  });
});
