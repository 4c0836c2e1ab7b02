import fc from "fast-check";
import { expect, it } from "vitest";
import { EditAlignment } from "../../src/core/draft/editAlignment";
import { Rewrites } from "../../src/core/draft/rewrites";
import { fixedRuns } from "../support/arbitraries";

const NEW_TOKENS = 10_000;

/** Some tokens of an old text that stay, and a change behind them. */
const pieces = fc.array(
  fc.record({
    numKept: fc.integer({ min: 4, max: 12 }),
    numTakenOut: fc.integer({ min: 0, max: 9 }),
    numAdded: fc.integer({ min: 0, max: 9 }),
  }),
  { minLength: 1, maxLength: 8 },
);

it("finds the place again with the second token behind any change, where no token occurs twice", () => {
  fc.assert(
    fc.property(pieces, fc.integer({ min: 2, max: 9 }), (script, lineLength) => {
      const numOld = script.reduce((sum, piece) => sum + piece.numKept + piece.numTakenOut, 0);
      const old = Int32Array.from({ length: numOld }, (_, token) => token);
      const breaksLine = (token: number): boolean => token < NEW_TOKENS && token % lineLength === 0;
      const alignment = new EditAlignment(old, { rewrites: new Rewrites(), breaksLine });
      let next = 0;
      let numNew = 0;
      for (const { numKept, numTakenOut, numAdded } of script) {
        for (let i = 0; i < numKept; i++) {
          alignment.push(next++);
          if (i > 0) expect(alignment.places).toMatchObject([{ ahead: [], next }]);
          if (i > 0) expect(alignment.isTogether).toBe(true);
        }
        next += numTakenOut;
        for (let i = 0; i < numAdded; i++) alignment.push(NEW_TOKENS + numNew++);
        // One of the places is the true one as long as the change is small.
        if (numAdded > 0 && numAdded <= 4 && [0, 1, numAdded].includes(numTakenOut)) {
          if (next < numOld) expect(alignment.places.map((place) => place.next)).toContain(next);
        }
      }
    }),
    fixedRuns(300),
  );
});

it("knows of no place but those whose last tokens are what was written", () => {
  const letters = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(
      fc.array(letters, { minLength: 1, maxLength: 30 }),
      fc.array(letters, { maxLength: 40 }),
      (oldTokens, written) => {
        const old = Int32Array.from(oldTokens);
        const breaksLine = (token: number): boolean => token === 3;
        const alignment = new EditAlignment(old, { rewrites: new Rewrites(), breaksLine });
        for (const [i, token] of written.entries()) {
          alignment.push(token);
          expect(alignment.places.length).toBeLessThanOrEqual(4);
          if (alignment.isTogether) expect(alignment.places).toHaveLength(1);
          for (const { ahead, next, run } of alignment.places) {
            expect(next).toBeGreaterThanOrEqual(run);
            expect(next).toBeLessThanOrEqual(old.length);
            if (ahead.length > 0) expect(run).toBe(0);
            expect(written.slice(i + 1 - run, i + 1)).toEqual(oldTokens.slice(next - run, next));
          }
        }
      },
    ),
    fixedRuns(500),
  );
});
