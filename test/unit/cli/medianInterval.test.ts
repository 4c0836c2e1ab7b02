import { describe, expect, it } from "vitest";
import { medianInterval } from "../../../src/cli/measure/medianInterval";
import { SeededRandom } from "../../../src/cli/seededRandom";

describe("medianInterval", () => {
  it("is undefined of nothing", () => {
    expect(medianInterval([], new SeededRandom(1))).toBeUndefined();
  });

  it("has no width when all values are equal", () => {
    expect(medianInterval([2, 2, 2], new SeededRandom(1))).toEqual({ median: 2, low: 2, high: 2 });
  });

  it("holds the median of where the values come from about 95 times in 100", () => {
    const random = new SeededRandom(5);
    const numTrials = 60;
    let numHeld = 0;
    for (let trial = 0; trial < numTrials; trial++) {
      const values = Array.from({ length: 40 }, () => random.below(1001));
      const interval = medianInterval(values, random);
      if (interval !== undefined && interval.low <= 500 && interval.high >= 500) numHeld++;
    }
    expect(numHeld / numTrials).toBeGreaterThan(0.88);
    expect(numHeld / numTrials).toBeLessThan(1);
  });
});
