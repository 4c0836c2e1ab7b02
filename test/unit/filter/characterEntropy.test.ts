import { expect, it } from "vitest";
import { characterEntropy } from "../../../src/core/filter/characterEntropy";

it.each([
  ["", 0],
  ["aaaa", 0],
  ["abab", 1],
  ["abcdefgh", 3],
  ["aab", Math.log2(3) - 2 / 3],
  ["😀😀é", Math.log2(3) - 2 / 3],
])("the characters of %j have so many bits", (text, bits) => {
  expect(characterEntropy(text)).toBeCloseTo(bits, 12);
});
