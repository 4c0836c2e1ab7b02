import { describe, expect, it } from "vitest";
import { beforeClosers, insertionOf } from "../../../src/extension/insertion";

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

describe("beforeClosers", () => {
  it.each([
    [" of list) {", ")", " of list"],
    ["()", ")", "()"],
    [");", ")", ""],
    ["a", "", "a"],
  ])("of %j before %j is %j", (completion, suffix, expected) => {
    expect(beforeClosers(completion, { prefix: "x", suffix })).toBe(expected);
  });
});
