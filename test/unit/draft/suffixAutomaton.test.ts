import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SuffixAutomaton } from "../../../src/core/draft/suffixAutomaton";
import type { TextIndex } from "../../../src/core/draft/textIndex";
import { fixedRuns } from "../../support/arbitraries";
import { matchLength, naiveMatch } from "../../support/naiveMatches";
import { seededRandom } from "../../support/randomTree";

function indexOf(tokens: Iterable<number>, index: TextIndex = new SuffixAutomaton()): TextIndex {
  for (const token of tokens) index.push(token);
  return index;
}

/** Texts over 2 to 4 tokens with 10,000 of them in all. */
const texts = Array.from({ length: 60 }, (_, seed) => {
  const random = seededRandom(seed);
  const numTokens = 2 + (seed % 3);
  return Array.from({ length: 170 }, () => Math.floor(random() * numTokens));
});

describe("SuffixAutomaton", () => {
  it("finds the longest match and its most recent place after each of 10,000 pushes, told of all", () => {
    for (const text of texts) {
      const index = new SuffixAutomaton(Infinity);
      for (const [i, token] of text.entries()) {
        index.push(token);
        expect(index.matches()[0]).toEqual(naiveMatch(text.slice(0, i + 1)));
      }
    }
  });

  it("finds the longest match and only true places, told of a few", () => {
    let numNewest = 0;
    for (const text of texts) {
      const index = new SuffixAutomaton(3);
      for (const [i, token] of text.entries()) {
        index.push(token);
        const soFar = text.slice(0, i + 1);
        const matches = index.matches();
        const best = naiveMatch(soFar);
        expect(matches[0]?.length).toBe(best?.length);
        if (matches[0]?.end === best?.end) numNewest++;
        for (const { length, end } of matches) {
          expect(end).toBeLessThan(i);
          expect(matchLength(soFar, end, soFar)).toBeGreaterThanOrEqual(length);
        }
      }
    }
    // Most places are the newest all the same.
    expect(numNewest).toBeGreaterThan(0.9 * texts.length * 170);
  });

  it("goes on with shorter matches that occurred later, and where the longest was first", () => {
    //                       0  1  2  3  4  5  6  7  8  9
    const index = indexOf([1, 2, 3, 8, 1, 2, 3, 7, 2, 3, 6, 1, 2, 3]);
    expect(index.matches()).toEqual([
      { length: 3, end: 6 },
      { length: 3, end: 2 },
      { length: 2, end: 9 },
    ]);
  });

  it("knows no match behind a token that is new", () => {
    expect(indexOf([]).matches()).toEqual([]);
    expect(indexOf([1, 2, 1, 2, 3]).matches()).toEqual([]);
  });

  it("matches nothing across a separator", () => {
    const index = indexOf([1, 2, 3, -1, 5, 2, 3]);
    expect(index.matches()).toEqual([{ length: 2, end: 2 }]);
  });

  it("is after any forgetting as if what is forgotten had never been there", () => {
    const edits = fc.array(
      fc.record({
        keptPercent: fc.integer({ min: 0, max: 100 }),
        typed: fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 30 }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(edits, (all) => {
        const edited = new SuffixAutomaton();
        let text: number[] = [];
        for (const { keptPercent, typed } of all) {
          text = text.slice(0, Math.round((keptPercent / 100) * text.length));
          edited.truncate(text.length);
          expect(edited.tokens).toEqual(text);
          expect(edited.matches()).toEqual(indexOf(text).matches());
          text = [...text, ...typed];
          indexOf(typed, edited);
          expect(edited.matches()).toEqual(indexOf(text).matches());
        }
      }),
      fixedRuns(200),
    );
  });

  it("reads a long run of one token, where telling every suffix would take five thousand million steps", () => {
    const index = indexOf(Array.from({ length: 100_000 }, () => 7));
    expect(index.matches()[0]).toEqual({ length: 99_999, end: 99_998 });
  });
});
