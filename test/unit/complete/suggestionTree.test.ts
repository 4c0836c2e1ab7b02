import { describe, expect, it } from "vitest";
import { SuggestionTree } from "../../../src/core/complete/suggestionTree";
import { aSuggestion, noStats } from "../../support/completionFixtures";

const place = (prefix: string, suffix = "", documentId = "a.ts") => ({
  documentId,
  prefix,
  suffix,
});

const asked = { context: 0, isPrefetched: false };

function textAt(tree: SuggestionTree, prefix: string, suffix?: string): string | undefined {
  return tree.find(place(prefix, suffix), 0)?.suggestion.text;
}

describe("SuggestionTree", () => {
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
    const tree = new SuggestionTree();
    tree.remember(place("x = "), aSuggestion("foo(bar);\nbaz();"), asked);
    expect(textAt(tree, prefix, suffix)).toBe(expected);
  });

  it("goes on with every text that does, the first as the suggestion", () => {
    const tree = new SuggestionTree();
    const texts = { ...aSuggestion("foo(1)"), alternatives: ["bar(2)", "baz(3)"] };
    tree.remember(place("x = "), texts, asked);
    const found = (prefix: string) => tree.find(place(prefix), 0)?.suggestion;
    expect(found("x = ")).toEqual(texts);
    expect(found("x = f")).toEqual(aSuggestion("oo(1)"));
    expect(found("x = b")).toEqual({ ...aSuggestion("ar(2)"), alternatives: ["az(3)"] });
    expect(found("x = q")).toBeUndefined();
  });

  it("prefers what was made for the most of the text, and of that the latest", () => {
    const tree = new SuggestionTree();
    tree.remember(place("ab"), aSuggestion("ccc"), asked);
    tree.remember(place("a"), aSuggestion("bcd"), asked);
    expect(textAt(tree, "abc")).toBe("cc");
    expect(textAt(tree, "a")).toBe("bcd");
    tree.remember(place("ab"), aSuggestion("cee"), asked);
    expect(textAt(tree, "abc")).toBe("ee");
  });

  it("falls back on a shorter text where the longer one does not go on", () => {
    const tree = new SuggestionTree();
    tree.remember(place("a"), aSuggestion("bcd"), asked);
    tree.remember(place("ab"), aSuggestion("xyz"), asked);
    expect(textAt(tree, "abc")).toBe("d");
  });

  it("replaces the suggestion at the same place, and keeps one for another suffix", () => {
    const tree = new SuggestionTree();
    tree.remember(place("a", ";"), aSuggestion("b;"), asked);
    tree.remember(place("a"), aSuggestion("bcd"), asked);
    tree.remember(place("a"), aSuggestion("xyz"), asked);
    expect(textAt(tree, "ab")).toBeUndefined();
    expect(textAt(tree, "a", ";")).toBe("b;");
  });

  it("knows nothing of other documents and of what was made with other text in sight", () => {
    const tree = new SuggestionTree();
    tree.remember(place("a"), aSuggestion("bcd"), asked);
    expect(tree.find(place("a", "", "b.ts"), 0)).toBeUndefined();
    expect(tree.find(place("a"), 1)).toBeUndefined();
  });

  it("tells what was made ahead of any request", () => {
    const tree = new SuggestionTree();
    tree.remember(place("a"), aSuggestion("bcd"), { context: 0, isPrefetched: true });
    expect(tree.find(place("ab"), 0)?.isPrefetched).toBe(true);
  });

  it("keeps the 48 suggestions of a document that were used last", () => {
    const tree = new SuggestionTree();
    for (let i = 0; i < 48; i++) tree.remember(place(`${String(i)}:`), aSuggestion("text"), asked);
    expect(textAt(tree, "0:")).toBe("text");
    tree.remember(place("48:"), aSuggestion("text"), asked);
    expect(["0:", "1:", "2:", "48:"].map((prefix) => textAt(tree, prefix))).toEqual([
      "text",
      undefined,
      "text",
      "text",
    ]);
  });

  it("keeps fewer of a large document", () => {
    const tree = new SuggestionTree();
    const before = "x".repeat(100_000 - 2);
    for (let i = 10; i < 31; i++) {
      tree.remember(place(`${String(i)}${before}`), aSuggestion("text"), asked);
    }
    expect(textAt(tree, `10${before}`)).toBeUndefined();
    expect(textAt(tree, `11${before}`)).toBe("text");
  });

  it("keeps the eight documents used last", () => {
    const tree = new SuggestionTree();
    const at = (documentId: string) => tree.find(place("a", "", documentId), 0)?.suggestion.text;
    for (let i = 0; i < 8; i++) {
      tree.remember(place("a", "", String(i)), aSuggestion("text"), asked);
    }
    at("0");
    tree.remember(place("a", "", "8"), aSuggestion("text"), asked);
    expect(at("1")).toBeUndefined();
    expect(at("0")).toBe("text");
  });

  it("hands on the figures of the request that made the suggestion", () => {
    const tree = new SuggestionTree();
    const made = { ...aSuggestion("bcd"), stats: { ...noStats, numPasses: 3 } };
    tree.remember(place("a"), made, asked);
    expect(tree.find(place("ab"), 0)?.suggestion).toEqual({ ...made, text: "cd" });
  });
});
