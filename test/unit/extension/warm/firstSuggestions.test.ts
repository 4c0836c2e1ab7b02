import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../../src/core/complete/outcome";
import { FirstSuggestions } from "../../../../src/extension/warm/firstSuggestions";
import { aSuggestion, noStats } from "../../../support/completionFixtures";

/** A request whose prompt of 101 tokens had `numReusedTokens` of them in the cache. */
function request(documentId: string, numReusedTokens: number, isFromCache = false) {
  const stats = { ...noStats, numPromptTokens: 101, numReusedTokens };
  return { documentId, isFromCache, outcome: { ...aSuggestion("a"), stats } };
}

describe("FirstSuggestions", () => {
  it("counts the first request of each document that is opened", () => {
    const first = new FirstSuggestions();
    first.observe(request("a", 100));
    first.observe(request("a", 0));
    first.observe(request("b", 50));
    expect(first.share).toEqual({ numFirst: 2, numWarm: 1 });
    first.closed("b");
    first.observe(request("b", 95));
    expect(first.share).toEqual({ numFirst: 3, numWarm: 2 });
  });

  it("does not count what the model was not asked, or not for its prompt", () => {
    const first = new FirstSuggestions();
    const none: Outcome = { kind: "none", reason: "midLine" };
    const withdrawn: Outcome = { kind: "none", reason: "cancelled", stats: noStats };
    first.observe(request("a", 100, true));
    for (const outcome of [none, withdrawn]) {
      first.observe({ documentId: "a", isFromCache: false, outcome });
    }
    expect(first.share).toEqual({ numFirst: 0, numWarm: 0 });
    first.observe(request("a", 100));
    expect(first.share).toEqual({ numFirst: 1, numWarm: 1 });
  });

  it("begins anew with another model", () => {
    const first = new FirstSuggestions();
    first.observe(request("a", 100));
    first.clear();
    first.observe(request("a", 0));
    expect(first.share).toEqual({ numFirst: 1, numWarm: 0 });
  });
});
