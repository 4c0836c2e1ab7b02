import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GramPlaces } from "../../../src/core/draft/gramPlaces";
import { fixedRuns } from "../../support/arbitraries";

/** All places in the chain of the run that ends at `end` that really have the run. */
function placesOf(grams: GramPlaces, tokens: Int32Array, run: readonly number[]): number[] {
  const places: number[] = [];
  const wanted = Int32Array.from(run);
  let place = grams.newest(wanted, wanted.length - 1);
  for (; place >= 0; place = grams.before(place)) {
    const begin = place - run.length + 1;
    if (run.every((token, i) => tokens[begin + i] === token)) places.push(place);
  }
  return places;
}

describe("GramPlaces", () => {
  it("knows all places of a run, newest first", () => {
    const tokens = Int32Array.of(1, 2, 3, 1, 2, -1, 1, 2);
    const grams = new GramPlaces(2);
    grams.extend(tokens, 0, 5);
    expect(placesOf(grams, tokens, [1, 2])).toEqual([4, 1]);
    grams.extend(tokens, 5, 8);
    expect(placesOf(grams, tokens, [1, 2])).toEqual([7, 4, 1]);
    grams.clear();
    expect(placesOf(grams, tokens, [1, 2])).toEqual([]);
  });

  it("finds what looking at all places finds, however the text came and grew", () => {
    const token = fc.integer({ min: -1, max: 2 });
    const pieces = fc.array(fc.array(token, { maxLength: 900 }), { maxLength: 4 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 4 }), (all, length) => {
        const tokens = Int32Array.from(all.flat());
        const grams = new GramPlaces(length);
        let known = 0;
        for (const piece of all) {
          grams.extend(tokens, known, known + piece.length);
          known += piece.length;
        }
        const run = Array.from({ length }, (_, i) => i % 2);
        const expected = Array.from(tokens.keys())
          .filter((end) => run.every((wanted, i) => tokens[end - length + 1 + i] === wanted))
          .reverse();
        expect(placesOf(grams, tokens, run)).toEqual(expected);
      }),
      fixedRuns(200),
    );
  });
});
