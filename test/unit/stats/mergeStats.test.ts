import { describe, expect, it } from "vitest";
import { emptyStats, withRatios, type DecodeStats } from "../../../src/core/stats/decodeStats";
import type { DrafterCounts } from "../../../src/core/stats/drafterCounts";
import { mergeStats, withMore } from "../../../src/core/stats/mergeStats";

const some: DecodeStats = withRatios({
  ...emptyStats,
  numRequests: 1,
  numGeneratedTokens: 5,
  numPasses: 2,
  numNodes: 8,
  numDraftTokens: 6,
  numAcceptedTokens: 3,
  numRecoveredTokens: 1,
  numBonusTokens: 1,
  acceptedPerPosition: [2, 1],
  entropies: [1, 2, 3, 4, 5],
  decodeMs: 20,
  totalMs: 30,
});

describe("mergeStats", () => {
  it("computes ratios anew instead of averaging them", () => {
    const other = withRatios({
      ...emptyStats,
      numPasses: 8,
      numBonusTokens: 8,
      numGeneratedTokens: 8,
      decodeMs: 40,
    });
    expect(mergeStats(some, other)).toMatchObject({
      meanAcceptanceLength: 13 / 10,
      acceptanceRate: 3 / 6,
      tokensPerSecond: 13_000 / 60,
    });
  });

  it("adds the counts of each drafter, and the share that drafting took anew", () => {
    const of = (drafted: readonly number[], accepted: readonly number[]): DrafterCounts => ({
      draftedPerPosition: drafted,
      acceptedPerPosition: accepted,
    });
    const ms = { ...emptyStats.ms, draft: 5 };
    const first = withRatios({ ...some, drafters: { a: of([2], [1]), b: of([1], []) }, ms });
    const second = withRatios({ ...some, drafters: { a: of([1, 1], [1, 1]), c: of([3], [0]) } });
    expect(mergeStats(first, second)).toMatchObject({
      drafters: { a: of([3, 1], [2, 1]), b: of([1], []), c: of([3], [0]) },
      draftShare: 5 / 40,
    });
  });

  it("adds positions up to the longer list and appends entropies", () => {
    const other = withRatios({ ...emptyStats, acceptedPerPosition: [1, 1, 1], entropies: [9] });
    expect(mergeStats(some, other)).toMatchObject({
      acceptedPerPosition: [3, 2, 1],
      entropies: [1, 2, 3, 4, 5, 9],
    });
  });
});

describe("emptyStats", () => {
  it("has no ratios", () => {
    expect(emptyStats).toMatchObject({
      meanAcceptanceLength: undefined,
      acceptanceRate: undefined,
      tokensPerSecond: undefined,
    });
  });

  it("has no speed for tokens that took no measurable time", () => {
    expect(withRatios({ ...some, decodeMs: 0 }).tokensPerSecond).toBeUndefined();
  });
});

describe("withMore", () => {
  it("adds to the stages and the total, and leaves decoding alone", () => {
    const ms = { ...emptyStats.ms, tokenise: 4, heal: 1 };
    const stats = withMore(some, { totalMs: 5, ms });
    expect(stats).toMatchObject({ totalMs: 35, decodeMs: 20, ms: { tokenise: 4, heal: 1 } });
    expect(stats.tokensPerSecond).toBe(some.tokensPerSecond);
  });
});
