import { describe, expect, it } from "vitest";
import { BlankSplitter } from "../../../src/runtime/tokenizer/blankSplitter";

describe("BlankSplitter", () => {
  const splitter = new BlankSplitter(
    new Map([
      ["  ", 7],
      ["    ", 8],
      ["\n", 9],
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
  ])("splits %j, the longest first", (text, expected) => {
    expect(splitter.split(text).map((section) => [section.text, section.token])).toEqual(expected);
  });

  it("leaves text whole where there are no added tokens", () => {
    expect(new BlankSplitter(new Map()).split(" a ")).toEqual([{ text: " a ", token: undefined }]);
  });
});
