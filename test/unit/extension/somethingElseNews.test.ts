import { describe, expect, it } from "vitest";
import type { NoSuggestionReason, Outcome } from "../../../src/core/complete/outcome";
import { sayEnglish } from "../../../src/extension/say";
import { somethingElseNews } from "../../../src/extension/somethingElseNews";
import { aSuggestion } from "../../support/completionFixtures";

function found(numPromptTokens: number): Outcome {
  return {
    ...aSuggestion("secret"),
    cost: { numPromptTokens, numPasses: 9, numNodes: 30, ms: 20 },
  };
}

describe("somethingElseNews", () => {
  it.each([
    [12, "something else: 41 ms, 12 more prompt tokens"],
    [1, "something else: 41 ms, 1 more prompt token"],
    [0, "something else: 41 ms"],
  ])("says what it cost with %i more prompt tokens", (numPromptTokens, news) => {
    expect(somethingElseNews({ outcome: found(numPromptTokens), totalMs: 41.2 }, sayEnglish)).toBe(
      news,
    );
  });

  it.each<[NoSuggestionReason, string | undefined]>([
    ["emptyCompletion", "nothing else"],
    ["timedOut", "nothing else in time"],
    ["failed", "nothing else, the log says why"],
    ["cancelled", undefined],
    ["engineDown", undefined],
  ])("says that there is nothing else, unless the status bar does anyway: %s", (reason, news) => {
    expect(somethingElseNews({ outcome: { kind: "none", reason }, totalMs: 1 }, sayEnglish)).toBe(
      news,
    );
  });
});
