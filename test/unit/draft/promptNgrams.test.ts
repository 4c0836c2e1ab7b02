import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_PLACES, PromptNgrams } from "../../../src/core/draft/promptNgrams";
import type { Match } from "../../../src/core/draft/textIndex";
import { fixedRuns } from "../../support/arbitraries";
import { matchLength } from "../../support/naiveMatches";

function indexOf(tokens: readonly number[], index = new PromptNgrams()): PromptNgrams {
  for (const token of tokens) index.push(token);
  return index;
}

/** For each length the most recent places, by looking at all of them. */
function naiveMatches(text: readonly number[]): Match[] {
  const before = Array.from(text.keys()).slice(0, -1).reverse();
  return [3, 2, 1].flatMap((length) =>
    before
      .filter((end) => matchLength(text, end, text) >= length)
      .slice(0, MOST_PLACES)
      .map((end) => ({ length, end })),
  );
}

const texts = fc
  .integer({ min: 2, max: 4 })
  .chain((numTokens) => fc.array(fc.integer({ min: 0, max: numTokens - 1 }), { maxLength: 60 }));

describe("PromptNgrams", () => {
  it("finds the most recent places of three tokens, of two and of one, longest first", () => {
    expect(indexOf([1, 2, 3, 9, 1, 2, 3, 8, 4, 2, 3, 7, 1, 2, 3]).matches()).toEqual([
      { length: 3, end: 6 },
      { length: 3, end: 2 },
      { length: 2, end: 10 },
      { length: 2, end: 6 },
      { length: 2, end: 2 },
      { length: 1, end: 10 },
      { length: 1, end: 6 },
      { length: 1, end: 2 },
    ]);
  });

  it("finds what looking at all places finds", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(indexOf(text).matches()).toEqual(naiveMatches(text));
      }),
      fixedRuns(300),
    );
  });

  it("is after any forgetting as if what is forgotten had never been there", () => {
    fc.assert(
      fc.property(texts, texts, fc.nat(60), (text, other, kept) => {
        const edited = indexOf(text);
        edited.truncate(kept);
        const left = text.slice(0, kept);
        expect(edited.matches()).toEqual(indexOf(left).matches());
        expect(indexOf(other, edited).matches()).toEqual(indexOf([...left, ...other]).matches());
      }),
      fixedRuns(200),
    );
  });
});
