import { describe, expect, it } from "vitest";
import { huggingFaceHints } from "../../../src/runtime/tokenizer/huggingFaceHints";

const marks: Readonly<Record<string, number>> = { "<s>": 1, "</s>": 2, "<eot>": 3, "▁<PRE>": 4 };
const names = {
  ofId: (id: number): string | undefined => Object.keys(marks).find((name) => marks[name] === id),
  has: (name: string): boolean => name in marks || name === "<|endoftext|>",
};
const template = {
  type: "TemplateProcessing",
  single: [{ SpecialToken: { id: "<s>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
};

function hints(
  postProcessor: unknown,
  files: Readonly<Record<"tokenizerConfig" | "config" | "generationConfig", object>> | object = {},
): ReturnType<typeof huggingFaceHints> {
  const texts = Object.fromEntries(
    Object.entries(files).map(([name, fields]) => [name, JSON.stringify(fields)]),
  );
  return huggingFaceHints(postProcessor, texts, names);
}

describe("huggingFaceHints", () => {
  it("finds the mark that a template puts in front", () => {
    expect(hints(template).begin).toBe("<s>");
    expect(hints({ type: "Sequence", processors: [{ type: "ByteLevel" }, template] }).begin).toBe(
      "<s>",
    );
  });

  it("takes no mark behind the text for one in front", () => {
    const behind = { ...template, single: [...template.single].reverse() };
    expect(hints(behind).begin).toBeUndefined();
  });

  it("begins with bos_token where the configuration says so, and with nothing where it says that", () => {
    expect(hints(null, { tokenizerConfig: { add_bos_token: true, bos_token: "<s>" } }).begin).toBe(
      "<s>",
    );
    expect(hints(null, { tokenizerConfig: { bos_token: "<s>" } }).begin).toBeUndefined();
    expect(hints(template, { tokenizerConfig: { add_bos_token: false } }).begin).toBeUndefined();
  });

  it("collects end marks, those of the generation first, each once", () => {
    const files = {
      generationConfig: { eos_token_id: [3, 2] },
      config: { eos_token_id: 2 },
      tokenizerConfig: { eos_token: { content: "<|endoftext|>" } },
    };
    expect(hints(null, files).end).toEqual(["<eot>", "</s>", "<|endoftext|>"]);
  });

  it("ignores ids that are no marks and names that there are not", () => {
    const files = {
      config: { eos_token_id: 17 },
      tokenizerConfig: { eos_token: "<none>", add_bos_token: true, bos_token: "<none>" },
    };
    expect(hints(null, files)).toEqual({ end: [], fim: {} });
  });

  it("reads the marks of filling in the middle", () => {
    const tokenizerConfig = { prefix_token: "▁<PRE>", suffix_token: "▁<SUF>" };
    expect(hints(null, { tokenizerConfig }).fim).toEqual({ prefix: "▁<PRE>" });
  });

  it("learns nothing from what is no JSON", () => {
    expect(huggingFaceHints(7, { tokenizerConfig: "{", config: "[]" }, names)).toEqual({
      end: [],
      fim: {},
    });
  });
});
