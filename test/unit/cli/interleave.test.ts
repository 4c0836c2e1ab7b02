import { describe, expect, it } from "vitest";
import { interleave } from "../../../src/cli/bench/interleave";

describe("interleave", () => {
  it("is what its example says", () => {
    const names = interleave(3, 2).map(
      ({ caseIndex, strategyIndex }) => `${"AB".charAt(strategyIndex)}${String(caseIndex)}`,
    );
    expect(names.join(" ")).toBe("A0 B0 B1 A1 A2 B2");
  });

  it.each([
    [3, 2],
    [7, 2],
    [9, 3],
    [20, 5],
  ])(
    "of %i cases and %i strategies holds every pair once, case by case, and each strategy is about as often the first",
    (n, k) => {
      const turns = interleave(n, k);
      const pairs = turns.map(({ caseIndex, strategyIndex }) => caseIndex * k + strategyIndex);
      expect(pairs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: n * k }, (_, i) => i));
      expect(turns.map(({ caseIndex }) => caseIndex)).toEqual(
        Array.from({ length: n * k }, (_, i) => Math.floor(i / k)),
      );
      for (let strategy = 0; strategy < k; strategy++) {
        const isFirst = turns.filter((turn, i) => i % k === 0 && turn.strategyIndex === strategy);
        expect(Math.abs(isFirst.length - n / k)).toBeLessThan(1);
      }
    },
  );
});
