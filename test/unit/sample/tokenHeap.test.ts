import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import { TokenHeap } from "../../../src/core/sample/tokenHeap";
import { seededRandom } from "../../support/randomTree";

function drain(heap: TokenHeap): number[] {
  const tokens: number[] = [];
  while (heap.size > 0) tokens.push(heap.pop());
  return tokens;
}

describe("TokenHeap", () => {
  it("gives tokens by falling key, ties to the lowest id, as sorting does", () => {
    const random = seededRandom(3);
    for (let round = 0; round < 50; round++) {
      const tokens = Int32Array.from({ length: round }, (_, i) => 2 * i);
      const keys = new Map(Array.from(tokens, (token) => [token, Math.floor(6 * random())]));
      const keyOf = (token: number): number => keys.get(token) ?? Number.NaN;
      const sorted = Array.from(tokens).sort((a, b) => keyOf(b) - keyOf(a) || a - b);
      expect(drain(new TokenHeap(tokens, keyOf))).toEqual(sorted);
    }
  });

  it("leaves out tokens that cannot come", () => {
    const keys = [Number.NEGATIVE_INFINITY, 2, Number.NEGATIVE_INFINITY, 1];
    const heap = new TokenHeap(Int32Array.of(0, 1, 2, 3), (token) => at(keys, token));
    expect(heap.topKey).toBe(2);
    expect(drain(heap)).toEqual([1, 3]);
    expect(heap.pop()).toBe(-1);
    expect(heap.topKey).toBe(Number.NEGATIVE_INFINITY);
  });
});
