import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VerifiedStep } from "../../src/core/draft/drafter";
import { emptyStats, type DecodeStats } from "../../src/core/stats/decodeStats";
import { addByIndex } from "../../src/core/stats/drafterCounts";
import { mergeStats } from "../../src/core/stats/mergeStats";
import { StageTimer } from "../../src/core/stats/stageTimer";
import { StatsRecorder } from "../../src/core/stats/statsRecorder";
import { anyStrategy, fixedRuns, logits, prompts } from "../support/arbitraries";
import { decodeOnce } from "../support/decodeOnce";
import { FakeClock } from "../support/fakeClock";
import { FakeModel } from "../support/fakeModel";
import { END, pieceVocabulary } from "../support/pieceVocabulary";
import { pathTo, randomTree, seededRandom } from "../support/randomTree";

/** Verified steps over random trees with random paths and cuts. */
const steps = fc
  .array(fc.integer({ min: 0, max: 1e6 }), { maxLength: 12 })
  .map((seeds) => seeds.map((seed) => aStep(seededRandom(seed))));

function aStep(random: () => number): {
  readonly step: VerifiedStep;
  readonly told: { readonly numResultTokens: number; readonly forwardMs: number };
} {
  const tree = randomTree(1 + Math.floor(8 * random()), 16, random);
  const path = pathTo(tree, Math.floor(tree.size * random()));
  const entropy = random();
  const output = {
    tree,
    cachedLength: 0,
    row: () => ({ ids: Int32Array.of(0), logits: Float32Array.of(0), logSumExp: 0, entropy }),
    fullRow: () => Promise.resolve(new Float32Array(1)),
  };
  const draft = {
    tree,
    // Sixty-fourths, so that sums are the same in every order.
    chances: Float64Array.from(tree.tokens, (_, node) =>
      node === 0 ? 1 : Math.floor(64 * random()) / 64,
    ),
    ranked: Float64Array.from(
      { length: Math.floor(40 * random()) },
      () => Math.floor(64 * random()) / 64,
    ),
    sources: Array.from(tree.tokens, (_, node) =>
      node === 0 ? undefined : `drafter ${String(Math.floor(3 * random()))}`,
    ),
    nodes: Int32Array.from(tree.tokens.keys()),
    candidates: [],
    places: [],
  };
  const step = { draft, output, path, emitted: Int32Array.from(path) };
  const told = {
    numResultTokens: Math.floor((path.length + 1) * random()),
    forwardMs: Math.floor(64 * random()),
  };
  return { step, told };
}

function observed(all: readonly ReturnType<typeof aStep>[]): DecodeStats {
  const recorder = new StatsRecorder(new StageTimer(new FakeClock()), 0);
  recorder.prefilled();
  for (const { step, told } of all) recorder.step(step, told);
  return recorder.finish();
}

function expectIdentities(stats: DecodeStats): void {
  const { numAcceptedTokens, numRecoveredTokens, numBonusTokens, numCutTokens, numPasses } = stats;
  expect(stats.numGeneratedTokens).toBe(
    numAcceptedTokens + numRecoveredTokens + numBonusTokens - numCutTokens,
  );
  expect(numPasses).toBe(numRecoveredTokens + numBonusTokens);
  expect(stats.numNodes).toBe(stats.numDraftTokens + numPasses);
  expect(stats.acceptedPerPosition.reduce((a, b) => a + b, 0)).toBe(numAcceptedTokens);
  expect(stats.entropies).toHaveLength(stats.numGeneratedTokens);
  const drafters = Object.values(stats.drafters);
  const sumOf = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
  expect(sumOf(drafters.map((of) => sumOf(of.draftedPerPosition)))).toBe(stats.numDraftTokens);
  expect(drafters.map((of) => of.acceptedPerPosition).reduce(addByIndex, [])).toEqual(
    stats.acceptedPerPosition,
  );
  for (const [i, accepted] of stats.acceptedPerPosition.entries()) {
    expect(stats.draftedPerPosition[i]).toBeGreaterThanOrEqual(accepted);
  }
  expect(stats.draftedPerPosition).toEqual(stats.draftedPerPosition.toSorted((a, b) => b - a));
  expect(stats.forwardMsPerSize).toHaveLength(stats.passesPerSize.length);
  expect(stats.chancesPerRank.length).toBeLessThanOrEqual(32);
  expect(sumOf(stats.passesPerSize)).toBe(numPasses);
  expect(sumOf(stats.passesPerSize.map((num, i) => num * (i + 1)))).toBe(stats.numNodes);
  for (const ratio of [stats.meanAcceptanceLength, stats.acceptanceRate, stats.tokensPerSecond]) {
    expect(ratio).not.toBeNaN();
  }
}

describe("statistics", () => {
  it("merge to what one observer of everything would have seen", () => {
    fc.assert(
      fc.property(steps, fc.nat(12), (all, cut) => {
        const merged = mergeStats(observed(all.slice(0, cut)), observed(all.slice(cut)));
        expect(merged).toEqual({ ...observed(all), numRequests: 2 });
      }),
      fixedRuns(200),
    );
  });

  it("merge in any grouping, and with nothing to themselves", () => {
    fc.assert(
      fc.property(steps, steps, steps, (first, second, third) => {
        const [a, b, c] = [observed(first), observed(second), observed(third)];
        expect(mergeStats(mergeStats(a, b), c)).toEqual(mergeStats(a, mergeStats(b, c)));
        expect(mergeStats(a, emptyStats)).toEqual(a);
        expect(mergeStats(emptyStats, a)).toEqual(a);
      }),
      fixedRuns(100),
    );
  });

  it("keep their identities in every step", () => {
    fc.assert(
      fc.property(steps, (all) => {
        expectIdentities(observed(all));
      }),
      fixedRuns(200),
    );
  });

  it("keep their identities in every request, and all time is some stage's", async () => {
    await fc.assert(
      fc.asyncProperty(logits, prompts, anyStrategy, async (logitsOf, prompt, strategy) => {
        const model = new FakeModel({ vocabSize: pieceVocabulary.size, logitsOf });
        const parts = { endTokens: new Set([END]), clock: new FakeClock(1) };
        const { stats, tokens } = await decodeOnce(model, { prompt, strategy }, parts);
        expectIdentities(stats);
        expect(stats.numGeneratedTokens).toBe(tokens.length);
        const { ms } = stats;
        expect(stats.forwardMsPerSize.reduce((a, b) => a + b, 0)).toBe(ms.forward);
        expect(ms.draft + ms.forward + ms.verify + ms.commit).toBe(stats.decodeMs);
        expect(ms.prefill + stats.decodeMs).toBe(stats.totalMs);
      }),
      fixedRuns(100),
    );
  });
});
