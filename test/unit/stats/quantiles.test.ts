import { describe, expect, it } from "vitest";
import { quantile } from "../../../src/core/stats/quantiles";

describe("quantile", () => {
  it.each([
    [[7], 0.95, 7],
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2.5],
    [[10, 20, 30, 40, 50], 0.95, 48],
    [[10, 2], 0, 2],
    [[10, 2], 1, 10],
  ])("of %j at %f is %f", (values, p, expected) => {
    expect(quantile(values, p)).toBeCloseTo(expected, 12);
  });

  it("is undefined of nothing", () => {
    expect(quantile([], 0.5)).toBeUndefined();
  });

  it("leaves the values as they were", () => {
    const values = [3, 1, 2];
    quantile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });
});
