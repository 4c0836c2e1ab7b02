import { describe, expect, it } from "vitest";
import { interleave } from "../../../src/cli/bench/interleave";

describe("interleave", () => {
  it("is what its example says", () => {
    const names = interleave(4, 2).map(
      ({ caseIndex, strategyIndex }) => `${"AB".charAt(strategyIndex)}${String(caseIndex)}`,
    );
    expect(names.join(" ")).toBe("A0 B2 A1 B3 A2 B0 A3 B1");
  });

  it.each([
    [3, 2],
    [7, 2],
    [9, 3],
    [20, 5],
  ])("of %i cases and %i strategies holds every pair once and no case twice in a row", (n, k) => {
    const turns = interleave(n, k);
    const pairs = turns.map(({ caseIndex, strategyIndex }) => caseIndex * k + strategyIndex);
    expect(pairs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: n * k }, (_, i) => i));
    for (const [i, turn] of turns.entries()) {
      expect(turn.caseIndex).not.toBe(turns[i - 1]?.caseIndex);
    }
  });
});
