import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ContextIndex, MOST_CONTEXT } from "../../../src/core/draft/contextIndex";
import { fixedRuns } from "../../support/arbitraries";
import { matchLength } from "../../support/naiveMatches";

const some = { leastLength: 1, mostPlaces: 5 };

const tokens = (maxLength: number): fc.Arbitrary<number[]> =>
  fc
    .integer({ min: 2, max: 4 })
    .chain((numTokens) => fc.array(fc.integer({ min: 0, max: numTokens - 1 }), { maxLength }));

/** Lengths of the matches at all places, the longest first. */
function naiveLengths(text: readonly number[], context: readonly number[]): number[] {
  return Array.from(text.keys(), (end) => matchLength(text, end, context, MOST_CONTEXT))
    .filter((length) => length > 0)
    .sort((a, b) => b - a);
}

describe("ContextIndex", () => {
  it("finds the places that are most like the end of another text", () => {
    const index = new ContextIndex(Int32Array.of(5, 1, 2, 8, 2, 9, 5, 1, 2, 7, 1, 2));
    expect(index.nearest([4, 5, 1, 2], { leastLength: 2, mostPlaces: 3 })).toEqual([
      { length: 3, end: 8 },
      { length: 3, end: 2 },
      { length: 2, end: 11 },
    ]);
  });

  it("finds nothing that shares less than is asked for", () => {
    const index = new ContextIndex(Int32Array.of(1, 2, 3, 2));
    expect(index.nearest([9, 2], { leastLength: 2, mostPlaces: 3 })).toEqual([]);
    expect(index.nearest([], some)).toEqual([]);
    expect(new ContextIndex(new Int32Array(0)).nearest([1], some)).toEqual([]);
  });

  it("finds what looking at all places finds", () => {
    fc.assert(
      fc.property(fc.oneof(tokens(8), tokens(200)), tokens(60), (text, context) => {
        const found = new ContextIndex(Int32Array.from(text)).nearest(context, some);
        expect(found.map(({ length }) => length)).toEqual(naiveLengths(text, context).slice(0, 5));
        expect(new Set(found.map(({ end }) => end)).size).toBe(found.length);
        for (const { length, end } of found) {
          expect(matchLength(text, end, context, MOST_CONTEXT)).toBe(length);
        }
      }),
      fixedRuns(1000),
    );
  });

  it("compares no more than its most tokens where a text is a long run of one", () => {
    const run = Array.from({ length: 20_000 }, () => 3);
    const index = new ContextIndex(Int32Array.from(run));
    expect(index.nearest(run, { leastLength: 1, mostPlaces: 1 })[0]?.length).toBe(MOST_CONTEXT);
  });
});
