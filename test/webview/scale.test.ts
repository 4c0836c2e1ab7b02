import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linear, logarithmic, roundTicks } from "../../src/webview/charts/scale";

describe("roundTicks", () => {
  it.each([
    [98, 3, [0, 50, 100]],
    [65.2, 2, [0, 50, 100]],
    [26, 3, [0, 10, 20, 30]],
    [0.5, 3, [0, 0.2, 0.4, 0.6]],
    [1, 3, [0, 0.5, 1]],
    [0, 3, [0, 1]],
  ])("of %d in %d steps", (max, most, ticks) => {
    expect(roundTicks(max, most)).toEqual(ticks);
  });

  it("reach the largest value in few steps", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 6 }),
        (max, most) => {
          const ticks = roundTicks(max, most);
          expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * (1 - 1e-9));
          expect(ticks.length - 1).toBeLessThanOrEqual(most);
          expect(ticks.length).toBeGreaterThan(1);
        },
      ),
    );
  });
});

describe("scales", () => {
  it("map in proportion", () => {
    expect(linear([0, 10], [100, 0])(2.5)).toBe(75);
    expect(logarithmic([1, 100], [0, 10])(10)).toBeCloseTo(5);
  });

  it("map all to one place where there is one value only", () => {
    expect(linear([3, 3], [7, 9])(3)).toBe(7);
  });
});
