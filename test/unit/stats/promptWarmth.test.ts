import { describe, expect, it } from "vitest";
import { foundPromptWarm } from "../../../src/core/stats/promptWarmth";

describe("foundPromptWarm", () => {
  it.each([
    [600, 599, true],
    [601, 540, true],
    [601, 539, false],
    [600, 0, false],
    [1, 0, true],
    [0, 0, undefined],
  ])("%i tokens, %i of them there: %s", (numPromptTokens, numReusedTokens, expected) => {
    expect(foundPromptWarm({ numPromptTokens, numReusedTokens })).toBe(expected);
  });
});
