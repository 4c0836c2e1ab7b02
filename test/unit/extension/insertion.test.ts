import { describe, expect, it } from "vitest";
import { insertionOf, numSharedClosers } from "../../../src/extension/insertion";

describe("insertionOf", () => {
  it("takes the line's start along", () => {
    expect(insertionOf("1;", { prefix: "a\n  x = ", suffix: "\nb" })).toEqual({
      text: "  x = 1;",
      numBefore: 6,
      numAfter: 0,
    });
  });

  it("leaves a very long line where it is", () => {
    const prefix = "x".repeat(200_000);
    expect(insertionOf("y", { prefix, suffix: "" })).toEqual({
      text: "y",
      numBefore: 0,
      numAfter: 0,
    });
  });

  it("replaces a closer that the completion brings itself", () => {
    expect(insertionOf("a, b)", { prefix: "call(", suffix: ");\n" })).toEqual({
      text: "call(a, b)",
      numBefore: 5,
      numAfter: 1,
    });
  });
});

describe("numSharedClosers", () => {
  it.each([
    ["a, b)", ")", 1],
    ["a, b);", ");", 2],
    ["a, b)", ");", 1],
    ['text")', '");', 2],
    ["x) {", ") {", 3],
    ["f()", ")", 0],
    ["f())", ")", 1],
    ["[1, 2]", "]", 0],
    ["a]", ")", 0],
    ["a, b", ")", 0],
    ["(a)\n)", ")", 0],
    ["a)", "", 0],
    ['")"', ")", 0],
  ])("of %j before %j are %i", (completion, lineAfter, expected) => {
    expect(numSharedClosers(completion, lineAfter)).toBe(expected);
  });
});
