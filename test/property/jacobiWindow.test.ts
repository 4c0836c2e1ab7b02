import fc from "fast-check";
import { expect, it } from "vitest";
import { at } from "../../src/core/at";
import { JacobiWindow } from "../../src/core/draft/jacobiWindow";
import { fixedRuns } from "../support/arbitraries";

const OWN = 1000;

it("keeps every guess at the place it is about, however the text moves on", () => {
  const moves = fc.array(
    fc.record({
      numTokens: fc.integer({ min: 1, max: 9 }),
      isAsked: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      moves,
      (numColumns, length, script) => {
        // A token is the index that it will have in the text, with a mark if the model gave it.
        let root = 0;
        const filler = (place: number): number => root + 1 + place;
        const window = new JacobiWindow({ numColumns, length }, filler);
        for (const { numTokens, isAsked } of script) {
          const answers = Array.from({ length: numColumns }, (_, i) =>
            isAsked[i] === true ? OWN + root + 1 + i + length : undefined,
          );
          root += numTokens;
          const ngrams = window.move(numTokens, answers, filler);
          expect(ngrams).toHaveLength(answers.filter((answer) => answer !== undefined).length);
          for (const ngram of ngrams) {
            expect(ngram.length).toBeGreaterThan(1);
            expect(ngram.length).toBeLessThanOrEqual(length + 1);
            // All but the first are the model's, at places in sequence.
            const first = at(ngram, 0) % OWN;
            expect(ngram.slice(1)).toEqual(ngram.slice(1).map((_, i) => OWN + first + 1 + i));
          }
          for (const [i, { tokens, numOwn }] of window.columns.entries()) {
            expect(tokens.map((token) => token % OWN)).toEqual(
              tokens.map((_, level) => root + 1 + i + level),
            );
            expect(tokens.slice(tokens.length - numOwn).every((token) => token > OWN)).toBe(true);
          }
        }
      },
    ),
    fixedRuns(400),
  );
});

it("makes whole n-grams of the model's own tokens once a column has been read so often", () => {
  const window = new JacobiWindow({ numColumns: 2, length: 3 }, (place) => place);
  const lengths = Array.from({ length: 5 }, (_, step) =>
    window.move(1, [OWN + step, OWN + step], () => 0).map((ngram) => ngram.length),
  );
  expect(lengths.map(([first]) => first)).toEqual([2, 3, 4, 4, 4]);
});
