import { expect, it } from "vitest";
import { trimCompletion } from "../../../src/core/complete/trimCompletion";

it.each([
  ["blanks at the end of a line", "foo(); \n ", "endToken", "line", "\nx", "foo();"],
  ["blanks at the document's end", "foo();  ", "lineEnd", "line", "", "foo();"],
  ["no blanks before text", " b + ", "endToken", "line", "c", " b + "],
  ["no leading blanks", "\n  foo();", "endToken", "line", "\n", "\n  foo();"],
  ["a block's unfinished line", "foo();\n  ba", "maxTokens", "block", "\n", "foo();"],
  ["and line breaks before it", "foo();\n\n  ba", "timeBudget", "block", "\n", "foo();"],
  ["not a block's only line", "\n  foo", "maxTokens", "block", "\n", "\n  foo"],
  ["no line of a block that ended by itself", "foo();\n}", "endToken", "block", "\n", "foo();\n}"],
  ["no unfinished line alone", "\n foo", "maxTokens", "line", "\n", "\n foo"],
] as const)("takes away %s", (_, text, stoppedBy, shape, suffix, expected) => {
  expect(trimCompletion({ text, stoppedBy }, { shape, suffix })).toBe(expected);
});
