import { describe, expect, it } from "vitest";
import { stableBoundary as boundaryOf } from "../../../src/core/heal/stableBoundary";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();
const stableBoundary = (text: string): number => boundaryOf(text, vocabulary).index;

describe("stableBoundary", () => {
  it.each([
    ["  return| pay", "a word takes the blank before it"],
    ["a = foo|(ba", "and the opener"],
    ["x;\n|    ", "indentation waits for what it indents"],
    ["foo\n|    ", "line breaks after a word are a stretch of their own"],
    ["x|;\n", "more line breaks may come"],
    ["x = foo| ", "a blank may go to the next word"],
    ["a|.b", "a member"],
    ["|retu", "a first word may become any word"],
    ["|", "nothing"],
    ["|   ", "blanks alone"],
    ["|日本語", "letters beyond ASCII end nothing"],
    ["foo bar|(日本語", "but what is before them may"],
  ])("%j: %s", (marked) => {
    expect(stableBoundary(marked.replace("|", ""))).toBe(marked.indexOf("|"));
  });

  it("does not take a token boundary inside a word, which a longer word may not have", () => {
    // "ab" and "c" are two tokens, and "abcd" is one.
    expect(stableBoundary("x abc")).toBe(1);
  });

  it("takes no word end that some token may reach across", () => {
    class Joining extends ToyVocabulary {
      joins(before: string, after: string): boolean {
        return before + after === "t.";
      }
    }
    expect(boundaryOf("foo dot.b", new Joining()).index).toBe(3);
    expect(boundaryOf("foo dot.b", vocabulary).index).toBe(7);
  });

  it("gives up the last characters of text that has no boundary near its end", () => {
    expect(stableBoundary("y" + "x".repeat(500))).toBe(501 - 16);
  });

  it("says that it gave them up without proof", () => {
    expect(boundaryOf("y" + "x".repeat(500), vocabulary).isProven).toBe(false);
    expect(boundaryOf("foo bar", vocabulary).isProven).toBe(true);
  });

  it("looks behind a known boundary only", () => {
    expect(boundaryOf("foo bar", vocabulary, 3)).toEqual({ index: 3, isProven: true });
    expect(boundaryOf("foo bar baz", vocabulary, 3)).toEqual({ index: 7, isProven: true });
    // 500 letters behind it: the tokens that the cache holds are worth more than a known place.
    expect(boundaryOf(`foo ${"x".repeat(500)}`, vocabulary, 3)).toEqual({
      index: 504 - 16,
      isProven: false,
    });
  });

  it("never splits a surrogate pair", () => {
    const text = "a" + "𝒳".repeat(100);
    expect(stableBoundary(text)).toBe(201 - 16);
    expect(stableBoundary(`${text}x`)).toBe(201 - 16);
  });
});
