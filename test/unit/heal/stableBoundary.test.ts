import { describe, expect, it } from "vitest";
import { stableBoundary } from "../../../src/core/heal/stableBoundary";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();

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
    expect(stableBoundary(marked.replace("|", ""), vocabulary)).toBe(marked.indexOf("|"));
  });

  it("does not take a token boundary inside a word, which a longer word may not have", () => {
    // "ab" and "c" are two tokens, and "abcd" is one.
    expect(stableBoundary("x abc", vocabulary)).toBe(1);
  });

  it("gives up the last characters of text that has no boundary near its end", () => {
    expect(stableBoundary("y" + "x".repeat(500), vocabulary)).toBe(501 - 16);
  });

  it("never splits a surrogate pair", () => {
    const text = "a" + "𝒳".repeat(100);
    expect(stableBoundary(text, vocabulary)).toBe(201 - 16);
    expect(stableBoundary(`${text}x`, vocabulary)).toBe(201 - 16);
  });
});
