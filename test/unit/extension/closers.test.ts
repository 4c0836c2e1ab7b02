import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overlapOf } from "../../../src/extension/closers";

describe("overlapOf", () => {
  it.each([
    ["a, b)", ")", 4, 1],
    ["a, b);", ");", 4, 2],
    ["a, b)", ");", 4, 1],
    ["a, b);", ")", 4, 1],
    [" of list) {", ")", 8, 1],
    ["x) {", ") {", 1, 3],
    ['text")', '");', 4, 2],
    ['a" + "b");', '")', 1, 2],
    ["x) (y);", ");", 1, 2],
    ["f())", ")", 3, 1],
    ["1;", ";", 1, 1],
  ])("of %j before %j begins at %i with length %i", (completion, lineAfter, from, length) => {
    expect(overlapOf(completion, lineAfter)).toEqual({ from, length });
  });

  it.each([
    ["f()", ")"],
    ["[1, 2]", "]"],
    ["a]", ")"],
    ["a, b", ")"],
    ["a, b", ","],
    ["(a)\n)", ")"],
    ["a)", ""],
    ['")"', ")"],
    ["don't)", ")"],
  ])("of %j before %j is none", (completion, lineAfter) => {
    expect(overlapOf(completion, lineAfter).length).toBe(0);
  });

  it("is a part of both, in its order: only then can the editor show what is new", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "(", ")", "[", "]", ";", '"', " "),
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, text, (completion, lineAfter) => {
        const { from, length } = overlapOf(completion, lineAfter);
        let found = from;
        for (const character of lineAfter.slice(0, length)) {
          found = completion.indexOf(character, found) + 1;
          expect(found).toBeGreaterThan(0);
        }
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });
});
