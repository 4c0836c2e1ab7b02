import { describe, expect, it } from "vitest";
import { noTrials, numTrialsAt } from "../../../src/core/cautious/numTrials";
import { endsTrial } from "../../../src/core/cautious/trial";

describe("numTrialsAt", () => {
  const limits = { ...noTrials, maxTrials: 10 };

  it.each([
    [0, 1],
    [0.01, 1],
    [0.2, 1],
    [0.307, 1],
    [0.309, 2],
    [0.755, 5],
    [1.499, 9],
    [1.5, 10],
    [9, 10],
  ])("at %d nats: %d", (entropy, numTrials) => {
    expect(numTrialsAt(entropy, limits)).toBe(numTrials);
  });

  it("tries out nothing where nothing is uncertain enough", () => {
    expect(numTrialsAt(5, { ...limits, minEntropy: Infinity })).toBe(1);
    expect(numTrialsAt(5, noTrials)).toBe(1);
  });

  it("can have one entropy for both limits", () => {
    const step = { maxTrials: 3, minEntropy: 1, maxEntropy: 1 };
    expect([1, 1.1].map((entropy) => numTrialsAt(entropy, step))).toEqual([1, 3]);
  });
});

it.each([
  [";", true],
  ["\n  ", true],
  ["a)", true],
  ["foo", false],
  ["(", false],
  ["", false],
])("endsTrial(%j) is %s", (text, isEnd) => {
  expect(endsTrial(new TextEncoder().encode(text))).toBe(isEnd);
});
