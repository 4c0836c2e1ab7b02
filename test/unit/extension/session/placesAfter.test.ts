import { describe, expect, it } from "vitest";
import { placeAfter, placeOnNextLine } from "../../../../src/extension/session/placesAfter";

describe("placeAfter", () => {
  it.each([
    ["x = |\n", "f();", "x = f();|\n"],
    ["f(|);\n", "a);", "f(a);|\n"],
    ["f(|)\n", "a, b", "f(a, b|)\n"],
  ])("%j with %j is %j", (before, text, expected) => {
    const [prefix = "", suffix = ""] = before.split("|");
    const after = placeAfter({ prefix, suffix }, text);
    expect(`${after.prefix}|${after.suffix}`).toBe(expected);
  });
});

describe("placeOnNextLine", () => {
  it.each([
    ["  f();|\n", "  f();\n  |\n"],
    ["\tf();|", "\tf();\n\t|"],
    ["f(|)\n", undefined],
    ["if (x) {|\n", undefined],
    ["  |\n", undefined],
  ])("of %j is %j", (before, expected) => {
    const [prefix = "", suffix = ""] = before.split("|");
    const next = placeOnNextLine({ prefix, suffix });
    expect(next && `${next.prefix}|${next.suffix}`).toBe(expected);
  });
});
