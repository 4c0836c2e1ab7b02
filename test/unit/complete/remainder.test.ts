import { describe, expect, it } from "vitest";
import { differByClosers, remainder } from "../../../src/core/complete/remainder";

const place = (text: string) => {
  const [prefix = "", suffix = ""] = text.split("|");
  return { documentId: "a.ts", prefix, suffix };
};

describe("remainder, of a text and the cursor then and now", () => {
  it.each([
    // The editor closes what is opened.
    ["f|\n", "(x)", "f(|)\n", "x)"],
    ["f|\n", "(x)", 'f("|")\n', undefined],
    ["f|\n", "(x)", "f(|y)\n", undefined],
    ["f|", "(\n  x)", "f(|)", undefined],
    // It moves the closer down.
    ["f() |\n", "{\n  g();\n}", "f() {\n  |\n}\n", "g();"],
    ["  f() |\n", "{\n    g();\n  }", "  f() {\n    |\n  }\n", "g();"],
    ["f() |\n", "{\n  g();\n}", "f() {\n  g();|\n}\n", undefined],
    ["f() |\n", "{\n  g();\n  h();", "f() {\n  |\n}\n", undefined],
    // It lets the closer be typed over.
    ["f(|)\n", "x); g();", "f(x)|\n", "; g();"],
    ["f(|)\n", "g() + 1);", "f(g()|)\n", " + 1);"],
    ["f(|)\n", "g() + 1);", "f(g()|\n", undefined],
    ["f(|)\n", "x; y", "f(x|\n", undefined],
  ])("%j with %j, then %j: %j", (then, text, now, expected) => {
    expect(remainder(place(then), text, place(now))).toBe(expected);
  });

  it("is none in another document", () => {
    expect(remainder(place("a|"), "bc", { ...place("ab|"), documentId: "b.ts" })).toBeUndefined();
  });
});

describe("differByClosers", () => {
  it.each([
    ["\n", "\n", true],
    ["\n", ")\n", true],
    [")\n", "\n", true],
    ["\n", "\n  }\n", true],
    ["\n", "y\n", false],
    ["a\n", "b\n", false],
  ])("of %j and %j is %s", (one, other, expected) => {
    expect(differByClosers(one, other)).toBe(expected);
  });
});
