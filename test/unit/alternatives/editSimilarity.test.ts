import { describe, expect, it } from "vitest";
import { editSimilarity } from "../../../src/core/alternatives/editSimilarity";

describe("editSimilarity", () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ["", "", 1],
    ["same", "same", 1],
    ["", "abcd", 0],
    ["abcd", "", 0],
    ["kitten", "sitting", 1 - 3 / 7],
    ["flaw", "lawn", 1 - 2 / 4],
    ["abc", "xabc", 1 - 1 / 4],
    ["ab", "ba", 0],
    // A character outside the basic plane is one character.
    ["a😀", "a😁", 1 - 1 / 2],
  ];
  it.each(cases)("of %j and %j is %f", (a, b, expected) => {
    expect(editSimilarity(a, b)).toBeCloseTo(expected, 12);
    expect(editSimilarity(b, a)).toBeCloseTo(expected, 12);
  });
});
