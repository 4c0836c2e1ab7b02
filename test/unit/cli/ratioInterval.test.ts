import { describe, expect, it } from "vitest";
import { meanInterval, ratioInterval } from "../../../src/cli/measure/ratioInterval";
import { SeededRandom } from "../../../src/cli/seededRandom";

describe("ratioInterval", () => {
  it("is undefined of nothing", () => {
    expect(ratioInterval([])).toBeUndefined();
    expect(meanInterval([])).toBeUndefined();
  });

  it("pools: it is the ratio of the sums and not the mean of the ratios", () => {
    const shares = [
      { part: 1, whole: 1 },
      { part: 0, whole: 3 },
    ];
    // Two cases, so a resample has either of them twice or both.
    expect(ratioInterval(shares)).toEqual({ value: 1 / 4, low: 0, high: 1 });
  });

  it("has no width where all cases agree, and is the same for the same cases", () => {
    expect(meanInterval([2, 2, 2])).toEqual({ value: 2, low: 2, high: 2 });
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    expect(meanInterval(values)).toEqual(meanInterval(values));
  });

  it("holds the mean of where the values come from about 95 times in 100", () => {
    const random = new SeededRandom(7);
    const numTrials = 100;
    let numHeld = 0;
    for (let trial = 0; trial < numTrials; trial++) {
      const interval = meanInterval(Array.from({ length: 40 }, () => random.below(1001)));
      if (interval !== undefined && interval.low <= 500 && interval.high >= 500) numHeld++;
    }
    expect(numHeld / numTrials).toBeGreaterThan(0.88);
    expect(numHeld / numTrials).toBeLessThan(1);
  });
});
