import { describe, expect, it } from "vitest";
import { ranking, thresholdRate } from "../../bench/gate/answer";
import { fitWeights } from "../../bench/gate/fitWeights";
import { seededRandom } from "../../support/randomTree";

const answers = [
  { score: 0.9, isWanted: true },
  { score: 0.7, isWanted: false },
  { score: 0.7, isWanted: true },
  { score: 0.2, isWanted: false },
];

describe("figures of a gate", () => {
  it("say what a threshold shows, and how much of it is wanted", () => {
    expect(thresholdRate(answers, 0)).toMatchObject({ shown: 1, precision: 0.5, recall: 1 });
    expect(thresholdRate(answers, 0.8)).toMatchObject({ shown: 0.25, precision: 1, recall: 0.5 });
    expect(thresholdRate(answers, 1)).toMatchObject({ shown: 0, precision: undefined, recall: 0 });
  });

  it("say how well a score tells the wanted ones", () => {
    // Of the four pairs three are in order, and one is a tie.
    expect(ranking(answers)).toBe(3.5 / 4);
    expect(ranking(answers.filter(({ isWanted }) => isWanted))).toBeUndefined();
  });

  it("find the weights that examples were made with", () => {
    const random = seededRandom(3);
    const weights = [0.5, -1.5, 0];
    const examples = Array.from({ length: 600 }, () => {
      const features = [1, 4 * random() - 2, 4 * random() - 2];
      const sum = features.reduce((all, feature, i) => all + feature * (weights[i] ?? 0), 0);
      return { features, isWanted: random() < 1 / (1 + Math.exp(-sum)) };
    });
    for (const [i, weight] of fitWeights(examples, 1e-4).entries()) {
      expect(Math.abs(weight - (weights[i] ?? NaN))).toBeLessThan(0.3);
    }
  });
});
