import { describe, expect, it } from "vitest";
import { syntax } from "../../../src/core/constrain/syntax";
import type { SyntaxParser } from "../../../src/core/constrain/syntaxPort";
import type { TextRule } from "../../../src/core/constrain/textRule";
import { BracketParser } from "../../support/bracketParser";
import { cursorIn } from "../../support/cursorIn";

function ruleAt(place: string, parser: SyntaxParser = new BracketParser()): TextRule {
  const rule = syntax(cursorIn(place), parser);
  if (rule === undefined) throw new Error("the document is short");
  return rule;
}

describe("where a suggestion may end", () => {
  it.each([
    ["a = |\nb", "f(c)", true],
    ["a = |\nb", "f(c", false],
    ["a = |\nb", "c)", false],
    ["a = |\nb", "c =", false],
    // On the cursor's line, before it.
    ["a(|\nb", "c", false],
    // An opener at the end of a line counts as closed.
    ["|\nb", "if (x) {", true],
    ["|\nb", "f(x, {", true],
    ["|\nb", "f(x { y", false],
    ["|\nb", "f(g) {\n  h(", true],
    ["|\nb", "f(g) {\n  h", true],
    // What the suffix begins with is replaced by the suggestion.
    ["f(a|)\nb", ", c)", true],
    ["f(a|)\nb", ", c))", false],
    // Faults that were there before do not count: above, on the line behind the cursor, and below.
    ["x =\na = |\nb", "c", true],
    ["a = | d =\nb", "c;", true],
    ["a = |\nb =", "c", true],
    ["x =\na = |\nb", "c =", false],
    // What is missing shows in the word behind the line.
    ["|\n) b", "c", true],
    ["f(a|\n) b", "c)", false],
    // Lines above are closed by lines to come.
    ["if (x) {\n  |", "f(y)", true],
    ["if (x) {\n  |", "f(y", false],
    // The cursor's own place is empty: that fault is to be filled.
    ["a = |", "+", false],
    ["a = |= b", "+", false],
    ["a = b |= ", "c", false],
    ["a = b | c =", "d", true],
  ])("%j with %j: %j", (place, text, mayEnd) => {
    const rule = ruleAt(place);
    expect(rule.admits(text)).toBe(true);
    expect(rule.mayEnd(text)).toBe(mayEnd);
  });
});

describe("what it costs", () => {
  it("is a look at the document with and without the line, and none before an end is asked about", () => {
    const parser = new BracketParser();
    const rule = ruleAt("a = |\nb", parser);
    rule.admits("c");
    expect([parser.parsed, parser.remembered]).toEqual([[], []]);
    rule.mayEnd("c");
    rule.mayEnd("d");
    expect(parser.remembered).toEqual(["a = \nb"]);
    expect(parser.parsed).toEqual(["a = \nb", "\nb", "a = c\nb", "a = d\nb"]);
  });

  it("is nothing for a text that was asked about before", () => {
    const parser = new BracketParser();
    const rule = ruleAt("a = |\nb", parser);
    const first = rule.mayEnd("c(");
    const { length } = parser.parsed;
    expect(rule.mayEnd("c(")).toBe(first);
    expect(parser.parsed.length).toBe(length);
  });

  it("is nothing in a document that is too long", () => {
    const place = { prefix: "a\n".repeat(130_000), suffix: "", path: "file.ts" };
    expect(syntax(place, new BracketParser())).toBeUndefined();
  });
});
