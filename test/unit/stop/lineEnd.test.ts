import { describe, expect, it } from "vitest";
import { lineEnd } from "../../../src/core/decode/stopRules/lineEnd";
import { cutBy } from "../../support/cutBy";

describe("lineEnd", () => {
  it.each([
    ["foo();", undefined],
    ["", undefined],
    ["foo();\n", "foo();"],
    ["foo();\n  bar();\n", "foo();"],
    ["\n  bar();\n", ""],
    ["  \nbar", "  "],
  ])("ends %j at the first line break", (text, expected) => {
    expect(cutBy(lineEnd({ mayBeginNewLine: false }), text)).toBe(expected);
  });

  it.each([
    ["\n  bar", undefined],
    ["\n  bar();\n  baz", "\n  bar();"],
    ["\n\n  \n", undefined],
    [";\n", ";"],
  ])("ends %j after the first line with text", (text, expected) => {
    expect(cutBy(lineEnd({ mayBeginNewLine: true }), text)).toBe(expected);
  });
});
