import { describe, expect, it } from "vitest";
import { KeyedNoise } from "../../../src/core/sample/keyedNoise";
import { TAIL } from "../../../src/core/sample/noise";

describe("KeyedNoise", () => {
  it("is a function of its key and counter alone", () => {
    const noise = new KeyedNoise(5);
    const first = noise.gumbel(10, 20);
    noise.gumbel(11, 21);
    expect(noise.gumbel(10, 20)).toBe(first);
    expect(new KeyedNoise(5).gumbel(10, 20)).toBe(first);
  });

  it("differs by seed, stream, position and token, TAIL included", () => {
    const draws = [
      new KeyedNoise(5).gumbel(10, 20),
      new KeyedNoise(6).gumbel(10, 20),
      new KeyedNoise(5, 1).gumbel(10, 20),
      new KeyedNoise(5).gumbel(11, 20),
      new KeyedNoise(5).gumbel(10, 21),
      new KeyedNoise(5).gumbel(10, TAIL),
    ];
    expect(new Set(draws).size).toBe(draws.length);
  });

  it("has the mean and the variance of the Gumbel distribution", () => {
    const noise = new KeyedNoise(1);
    const n = 40_000;
    const draws = Array.from({ length: n }, (_, i) => noise.gumbel(i >> 4, i & 15));
    const mean = draws.reduce((a, b) => a + b, 0) / n;
    const variance = draws.reduce((sum, g) => sum + (g - mean) ** 2, 0) / n;
    // Four standard errors: the mean's is 1.28 / sqrt(n), the variance's about 3.5 / sqrt(n).
    expect(Math.abs(mean - 0.577_216)).toBeLessThan(0.026);
    expect(Math.abs(variance - Math.PI ** 2 / 6)).toBeLessThan(0.07);
  });
});
