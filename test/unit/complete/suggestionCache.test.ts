import { describe, expect, it } from "vitest";
import { SuggestionCache } from "../../../src/core/complete/suggestionCache";
import { aSuggestion, noStats } from "../../support/completionFixtures";

const place = (prefix: string, suffix = "", documentId = "a.ts") => ({
  documentId,
  prefix,
  suffix,
});

describe("SuggestionCache", () => {
  it.each([
    ["nothing typed yet", "x = ", "", "foo(bar);\nbaz();"],
    ["some of it typed", "x = foo(", "", "bar);\nbaz();"],
    ["the line accepted", "x = foo(bar);\n", "", "baz();"],
    ["all of it typed", "x = foo(bar);\nbaz();", "", undefined],
    ["more than it typed", "x = foo(bar);\nbaz();\n", "", undefined],
    ["something else typed", "x = fob", "", undefined],
    ["some of the prefix deleted", "x =", "", undefined],
    ["other text behind the cursor", "x = ", "y", undefined],
  ])("with %s", (_, prefix, suffix, expected) => {
    const cache = new SuggestionCache();
    cache.remember(place("x = "), aSuggestion("foo(bar);\nbaz();"));
    expect(cache.find(place(prefix, suffix))?.text).toBe(expected);
  });

  it.each([
    ["a bracket that the rest ends with", "f(", ")\n", "x)"],
    ["a quote and a bracket", 'f("', '")\n', undefined],
    ["text that no editor adds", "f(", "y)\n", undefined],
  ])("where the editor closed by itself: %s", (_, prefix, suffix, expected) => {
    const cache = new SuggestionCache();
    cache.remember(place("f", "\n"), aSuggestion("(x)"));
    expect(cache.find(place(prefix, suffix))?.text).toBe(expected);
  });

  it("goes on with every text that does, the first as the suggestion", () => {
    const cache = new SuggestionCache();
    const texts = { ...aSuggestion("foo(1)"), alternatives: ["bar(2)", "baz(3)"] };
    cache.remember(place("x = "), texts);
    expect(cache.find(place("x = "))).toEqual(texts);
    expect(cache.find(place("x = f"))).toEqual(aSuggestion("oo(1)"));
    expect(cache.find(place("x = b"))).toEqual({
      ...aSuggestion("ar(2)"),
      alternatives: ["az(3)"],
    });
    expect(cache.find(place("x = q"))).toBeUndefined();
  });

  it("does not put several lines before a bracket that the editor closed", () => {
    const cache = new SuggestionCache();
    cache.remember(place("f"), aSuggestion("(\n  x)"));
    expect(cache.find(place("f(", ")"))).toBeUndefined();
  });

  it("prefers the latest suggestion", () => {
    const cache = new SuggestionCache();
    cache.remember(place("a"), aSuggestion("bcd"));
    cache.remember(place("ab"), aSuggestion("ccc"));
    expect(cache.find(place("abc"))?.text).toBe("cc");
    expect(cache.find(place("a"))?.text).toBe("bcd");
  });

  it("replaces the suggestion at the same place", () => {
    const cache = new SuggestionCache();
    cache.remember(place("a"), aSuggestion("bcd"));
    cache.remember(place("a"), aSuggestion("xyz"));
    expect(cache.find(place("ab"))).toBeUndefined();
  });

  it("knows nothing of other documents", () => {
    const cache = new SuggestionCache();
    cache.remember(place("a"), aSuggestion("bcd"));
    expect(cache.find(place("a", "", "b.ts"))).toBeUndefined();
  });

  it("keeps the eight latest suggestions of a document", () => {
    const cache = new SuggestionCache();
    for (let i = 0; i < 9; i++) cache.remember(place(`${String(i)}:`), aSuggestion("text"));
    expect(cache.find(place("0:"))).toBeUndefined();
    expect(cache.find(place("1:"))?.text).toBe("text");
    expect(cache.find(place("8:"))?.text).toBe("text");
  });

  it("keeps the eight documents used last", () => {
    const cache = new SuggestionCache();
    for (let i = 0; i < 8; i++) cache.remember(place("a", "", String(i)), aSuggestion("text"));
    cache.find(place("a", "", "0"));
    cache.remember(place("a", "", "8"), aSuggestion("text"));
    expect(cache.find(place("a", "", "1"))).toBeUndefined();
    expect(cache.find(place("a", "", "0"))?.text).toBe("text");
  });

  it("hands on the figures of the request that made the suggestion", () => {
    const cache = new SuggestionCache();
    const made = { ...aSuggestion("bcd"), stats: { ...noStats, numPasses: 3 } };
    cache.remember(place("a"), made);
    expect(cache.find(place("ab"))).toEqual({ ...made, text: "cd" });
  });
});
