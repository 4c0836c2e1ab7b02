import { describe, expect, it } from "vitest";
import { SeededRandom } from "../../../src/cli/seededRandom";

describe("SeededRandom", () => {
  it("repeats itself for the same seed and not for another", () => {
    const draw = (seed: number): number[] => {
      const random = new SeededRandom(seed);
      return Array.from({ length: 20 }, () => random.below(1000));
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it("draws every number below the bound about equally often", () => {
    const random = new SeededRandom(3);
    const draws = Array.from({ length: 10_000 }, () => random.below(5));
    for (const number of [0, 1, 2, 3, 4]) {
      const count = draws.filter((draw) => draw === number).length;
      expect(Math.abs(count - 2000)).toBeLessThan(160); // 4 standard deviations
    }
  });

  it("takes each item of a pool once", () => {
    const random = new SeededRandom(4);
    const pool = ["a", "b", "c", "d"];
    const taken = [0, 1, 2, 3].map(() => random.take(pool));
    expect(taken.toSorted()).toEqual(["a", "b", "c", "d"]);
    expect(random.take(pool)).toBeUndefined();
  });
});
