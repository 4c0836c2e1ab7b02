import { expect, it } from "vitest";
import { suffixOverlap } from "../../../src/core/complete/suffixOverlap";

it.each([
  ["x);", ");\n", 2, "closers that the editor has set"],
  ["f()", ")", 0, "a closer whose opener is in the text"],
  ["f())", ")", 1, "a closer beyond it"],
  ['"a"', '"', 0, "a quote that closes the text's own"],
  ["a = b", "b + c", 1, "any text, not closers alone"],
  ["a = bb", "bb", 2, "the longest stretch"],
  ["(uri) {", "ri) {\n", 5, "the rest of a line, whatever is open"],
  ["foo();\n}", "\n}\n", 2, "lines"],
  ["a", "b", 0, "nothing in common"],
  ["", ")", 0, "no text"],
  ["x", "", 0, "no suffix"],
  ["a😀", "😀b", 2, "whole characters"],
  ["a\ud83d\ude00", "\ude00b", 1, "a half that stands alone in both"],
])("%j before %j holds %i: %s", (text, suffix, length) => {
  expect(suffixOverlap(text, suffix)).toBe(length);
});
