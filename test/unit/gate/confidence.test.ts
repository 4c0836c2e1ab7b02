import { describe, expect, it } from "vitest";
import { confidenceOf } from "../../../src/core/gate/confidence";
import { byHealing, byModel, type NotedToken } from "../../../src/core/trace/decodeTrace";

function aToken(probability: number, by: string, entropy = 1): NotedToken {
  return {
    ...{ index: 0, pass: 0, by, entropy, isEntropyBound: false, runnerUp: undefined },
    logProbability: Math.log(probability),
  };
}

describe("confidenceOf", () => {
  it("sums up the tokens of a text", () => {
    const tokens = [
      aToken(0.5, byHealing, 0.7),
      aToken(0.8, "copy", 0.2),
      aToken(0.1, byModel, 2.4),
      aToken(1, "copy", 0),
    ];
    expect(confidenceOf(tokens)).toEqual({
      numTokens: 4,
      meanLogProbability: expect.closeTo(Math.log(0.5 * 0.8 * 0.1) / 4) as number,
      leastLogProbability: Math.log(0.1),
      firstEntropy: 0.7,
      greatestEntropy: 2.4,
      draftedShare: 0.5,
    });
  });

  it("is nothing without a token", () => {
    expect(confidenceOf([])).toBeUndefined();
  });

  it("is made of numbers, of a token too that the rules had cut off", () => {
    const { meanLogProbability = NaN, leastLogProbability } =
      confidenceOf([aToken(0, byModel), aToken(1, byModel)]) ?? {};
    expect(Number.isFinite(meanLogProbability)).toBe(true);
    expect(leastLogProbability).toBe(2 * meanLogProbability);
  });
});
