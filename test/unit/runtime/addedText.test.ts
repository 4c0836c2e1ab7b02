import { describe, expect, it } from "vitest";
import { AddedText, isAddedText } from "../../../src/runtime/tokenizer/addedText";

describe("isAddedText", () => {
  it.each(["  ", "\n", "\t\t", "\u3000", "ö", "日", "😀", "<table>", "</h1>", "<b>"])(
    "takes %j for text",
    (content) => {
      expect(isAddedText(content)).toBe(true);
    },
  );

  it.each(["<|end|>", "<s_x>", "<fim_prefix>", "[PAD]", "<tool_call>", "ab", "<tables>", "\u0001"])(
    "takes %j for a mark",
    (content) => {
      expect(isAddedText(content)).toBe(false);
    },
  );
});

describe("AddedText", () => {
  const added = new AddedText(
    new Map([
      ["  ", 7],
      ["    ", 8],
      ["\n", 9],
      ["<b>", 10],
      ["*(", 11],
    ]),
  );

  it.each([
    ["", []],
    ["a b", [["a b", undefined]]],
    ["  ", [["  ", 7]]],
    [
      "a     b",
      [
        ["a", undefined],
        ["    ", 8],
        [" b", undefined],
      ],
    ],
    [
      "   \n\n",
      [
        ["  ", 7],
        [" ", undefined],
        ["\n", 9],
        ["\n", 9],
      ],
    ],
    [
      "<b>*(x*",
      [
        ["<b>", 10],
        ["*(", 11],
        ["x*", undefined],
      ],
    ],
  ])("splits %j, the longest first", (text, expected) => {
    expect(added.split(text).map((section) => [section.text, section.token])).toEqual(expected);
  });

  it("tells between which characters an added token may reach across", () => {
    expect(added.joins("<", "b")).toBe(true);
    expect(added.joins("b", ">")).toBe(true);
    expect(added.joins(">", "<")).toBe(false);
    expect(added.joins("\n", "\n")).toBe(false);
    expect(added.joins("", "b")).toBe(false);
  });

  it("leaves text whole where there are no added tokens", () => {
    const none = new AddedText(new Map());
    expect(none.isEmpty).toBe(true);
    expect(none.split(" a ")).toEqual([{ text: " a ", token: undefined }]);
  });
});
