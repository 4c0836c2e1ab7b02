import { describe, expect, it } from "vitest";
import { acceptedText } from "../../../../src/extension/learn/acceptedText";

describe("acceptedText", () => {
  it.each([
    ["let a = ", "f(1);", "let a = f(1);"],
    ["", "f(1);", "f(1);"],
    ["one\nif (x) {\n  ", "return y;\n}", "if (x) {\n  return y;\n}"],
    ["one\n", "two", "one\ntwo"],
  ])("begins with the lines at the cursor: %j and %j", (prefix, completion, expected) => {
    expect(acceptedText({ prefix }, completion)).toBe(expected);
  });

  it("takes no more than is looked at", () => {
    expect(acceptedText({ prefix: "a".repeat(1_000) }, "b")).toBe(`${"a".repeat(500)}b`);
    expect(acceptedText({ prefix: `😀${"a".repeat(499)}` }, "b")).toBe(`${"a".repeat(499)}b`);
  });
});
