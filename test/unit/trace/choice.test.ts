import { describe, expect, it } from "vitest";
import type { KnownLaw } from "../../../src/core/sample/knownLaw";
import { choiceOf, logProbabilityOf } from "../../../src/core/trace/choice";

/** Of 7: 4, 2 and 1 at most for any other token. */
const law: KnownLaw = {
  ids: Int32Array.of(5, 9),
  scores: [Math.log(4), Math.log(2)],
  bound: Math.log(1),
  logZ: Math.log(7),
  entropy: 0.9,
  isEntropyBound: true,
};

describe("choiceOf", () => {
  it.each([
    [5, 4 / 7, { token: 9, probability: 2 / 7 }],
    [9, 2 / 7, { token: 5, probability: 4 / 7 }],
    // At most: it is none of the most probable ones.
    [1, 1 / 7, { token: 5, probability: 4 / 7 }],
  ])("says how probable token %i was, and the best other", (token, probability, other) => {
    const choice = choiceOf(law, token);
    expect(Math.exp(choice.logProbability)).toBeCloseTo(probability);
    expect(choice.runnerUp?.token).toBe(other.token);
    expect(Math.exp(choice.runnerUp?.logProbability ?? NaN)).toBeCloseTo(other.probability);
    expect(choice).toMatchObject({ entropy: 0.9, isEntropyBound: true });
    expect(logProbabilityOf(law, token)).toBe(choice.logProbability);
  });

  it("has no runner-up where nothing else was possible", () => {
    const only = { ...law, ids: Int32Array.of(5), scores: [1], bound: -Infinity, logZ: 1 };
    expect(choiceOf(only, 5)).toMatchObject({ logProbability: 0, runnerUp: undefined });
  });

  it("is never more than certain, whatever a sum in float32 says", () => {
    expect(choiceOf({ ...law, logZ: Math.log(3.999) }, 5).logProbability).toBe(0);
  });
});
