import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import { headTokens } from "../../../src/runtime/graph/headTokens";
import { widenLogits } from "../../../src/runtime/model/widenLogits";

describe("a trimmed head", () => {
  it("scores the first tokens and the marks, in their order, each once", () => {
    expect(headTokens(3, 10, [8, 1, 6])).toEqual(Int32Array.of(0, 1, 2, 6, 8));
  });

  it("leaves out marks that the model has no rows for", () => {
    expect(headTokens(2, 10, [10, 12, 9])).toEqual(Int32Array.of(0, 1, 9));
  });

  it.each([10, 11])("is no other head with %s of 10 tokens", (numTokens) => {
    expect(headTokens(numTokens, 10, [8])).toBeUndefined();
  });

  it("gives each token its own logit, and none to those that it does not score", () => {
    const heads = fc.record({
      vocabSize: fc.integer({ min: 2, max: 30 }),
      numTokens: fc.integer({ min: 1, max: 29 }),
      marks: fc.array(fc.integer({ min: 0, max: 29 }), { maxLength: 4 }),
      numRows: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(heads, ({ vocabSize, numTokens, marks, numRows }) => {
        const tokens = headTokens(numTokens, vocabSize, marks);
        const size = tokens?.length ?? vocabSize;
        const logits = Float32Array.from({ length: numRows * size }, (_, i) => i);
        const wide = widenLogits(logits, tokens, vocabSize);
        expect(wide).toHaveLength(numRows * vocabSize);
        const places = new Map(
          Array.from(tokens ?? logits.keys(), (token, place) => [token, place]),
        );
        for (let row = 0; row < numRows; row++) {
          for (let token = 0; token < vocabSize; token++) {
            const place = places.get(token);
            const expected = place === undefined ? -Infinity : at(logits, row * size + place);
            expect(wide[row * vocabSize + token]).toBe(expected);
          }
        }
      }),
    );
  });
});
