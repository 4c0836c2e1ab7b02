import { describe, expect, it } from "vitest";
import { promptPageText } from "../../../src/extension/promptPageText";
import { sayEnglish } from "../../../src/extension/say";

const prompt = {
  text: "<|fim_prefix|>// a.ts\nlet x = <|fim_suffix|>;\n<|fim_middle|>",
  held: "",
  numTokens: 14,
  numContextTokens: 5,
};

describe("the page of a prompt", () => {
  it("has the prompt as it is, marks and all, below what it is", () => {
    const lines = promptPageText({ prompt, documentName: "a.ts" }, sayEnglish).split("\n");
    expect(lines[0]).toBe(
      "The prompt of the last request in a.ts: 14 tokens, 5 of them of text from elsewhere.",
    );
    expect(lines.slice(2).join("\n")).toBe(`${prompt.text}\n`);
  });

  it("says what the model was held to", () => {
    const held = { ...prompt, held: "cou" };
    const text = promptPageText({ prompt: held, documentName: "a.ts" }, sayEnglish);
    expect(text).toMatch(/<\|fim_middle\|>\n─+\nBehind it the model was held to .*:\ncou\n$/);
  });

  it("says that there is none", () => {
    expect(promptPageText(undefined, sayEnglish)).toMatch(/^There is no prompt to show/);
  });
});
