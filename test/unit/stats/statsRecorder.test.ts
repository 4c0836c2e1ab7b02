import { describe, expect, it } from "vitest";
import type { StepOutput } from "../../../src/core/model/languageModel";
import type { TokenTree } from "../../../src/core/tree/tokenTree";
import { StageTimer } from "../../../src/core/stats/stageTimer";
import { StatsRecorder } from "../../../src/core/stats/statsRecorder";
import { DraftBuilder } from "../../../src/core/draft/draftBuilder";
import type { Guess } from "../../../src/core/draft/guess";
import { FakeClock } from "../../support/fakeClock";

/** A root with children 1 and 2; 3 hangs below 1. Node i's entropy is i + 0.5. */
const tree: TokenTree = {
  size: 4,
  tokens: Int32Array.of(0, 1, 2, 3),
  parents: Int32Array.of(-1, 0, 0, 1),
  depths: Int32Array.of(0, 1, 1, 2),
};

function stepOver(path: readonly number[]): Parameters<StatsRecorder["step"]>[0] {
  const output: StepOutput = {
    tree,
    cachedLength: 0,
    row: (node) => ({
      ids: Int32Array.of(0),
      logits: Float32Array.of(0),
      logSumExp: 0,
      entropy: node + 0.5,
    }),
    fullRow: () => Promise.reject(new Error("not needed")),
  };
  return { output, path: Int32Array.from(path), emitted: Int32Array.from(path, () => 5) };
}

function told(numResultTokens: number, forwardMs = 0): Parameters<StatsRecorder["step"]>[1] {
  return { numResultTokens, forwardMs };
}

function aRecorder(clock = new FakeClock()): { recorder: StatsRecorder; timer: StageTimer } {
  const timer = new StageTimer(clock);
  return { recorder: new StatsRecorder(timer, 7), timer };
}

describe("StatsRecorder", () => {
  it("counts a request without steps and divides by nothing", () => {
    const { recorder } = aRecorder();
    recorder.reused(3);
    expect(recorder.finish()).toMatchObject({
      numRequests: 1,
      numPromptTokens: 7,
      numReusedTokens: 3,
      numPasses: 0,
      meanAcceptanceLength: undefined,
      acceptanceRate: undefined,
      tokensPerSecond: undefined,
      decodeMs: 0,
    });
  });

  it("tells accepted, recovered and bonus tokens apart", () => {
    const { recorder } = aRecorder();
    recorder.step(stepOver([0]), told(1)); // two children, none taken: recovered
    recorder.step(stepOver([0, 1]), told(2)); // one accepted, its child not taken: recovered
    recorder.step(stepOver([0, 1, 3]), told(3)); // two accepted, nothing below: bonus
    expect(recorder.finish()).toMatchObject({
      numPasses: 3,
      numNodes: 12,
      numDraftTokens: 9,
      numAcceptedTokens: 3,
      numRecoveredTokens: 2,
      numBonusTokens: 1,
      numCutTokens: 0,
      numGeneratedTokens: 6,
      acceptedPerPosition: [2, 1],
      draftedPerPosition: [3, 3],
      meanAcceptanceLength: 2,
      acceptanceRate: 3 / 9,
      entropies: [0.5, 0.5, 1.5, 0.5, 1.5, 3.5],
    });
  });

  it("counts for each drafter what was checked of its guesses, by depth", () => {
    const { recorder } = aRecorder();
    // The nodes' most likely guesses are of a, b and a; the first of them was guessed by both.
    const builder = new DraftBuilder(
      0,
      { maxCandidates: 9, maxDepth: 9 },
      (guess) => guess.probability ?? 0,
    );
    const guess = (source: string, probability: number): Guess => ({
      source,
      rank: 0,
      matchLength: 0,
      probability,
    });
    const first = builder.add(0, 1, guess("b", 0.25));
    builder.add(0, 2, guess("b", 0.125));
    builder.add(0, 1, guess("a", 0.5));
    builder.add(first, 3, guess("a", 0.5));
    const draft = builder.build(() => 3);
    expect(draft.tree).toEqual(tree);
    recorder.step({ ...stepOver([0, 1]), draft }, told(2));
    recorder.step({ ...stepOver([0, 1, 3]), draft }, told(3));
    recorder.step({ ...stepOver([0, 2]), draft }, told(2));
    recorder.step(
      {
        ...stepOver([0]),
        draft: new DraftBuilder(0, { maxCandidates: 0, maxDepth: 0 }, () => 0).build(() => 0),
      },
      told(1),
    );
    expect(recorder.finish()).toMatchObject({
      drafters: {
        a: { draftedPerPosition: [3, 3], acceptedPerPosition: [2, 1] },
        b: { draftedPerPosition: [3], acceptedPerPosition: [1] },
      },
      acceptedPerPosition: [3, 1],
      passesPerSize: [0, 0, 0, 4],
      // 0.5 + 0.125 + 0.25 each.
      sumOfChances: 3 * 0.875,
    });
  });

  it("adds up what passes of each size took", () => {
    const { recorder } = aRecorder();
    recorder.step(stepOver([0]), told(1, 30));
    recorder.step(stepOver([0]), told(1, 12));
    expect(recorder.finish()).toMatchObject({ forwardMsPerSize: [0, 0, 0, 42] });
  });

  it("adds up the chances of all guesses by rank, checked or not, 32 at most", () => {
    const { recorder } = aRecorder();
    const limits = { maxCandidates: 64, maxDepth: 1 };
    const builder = new DraftBuilder(0, limits, ({ probability = 0 }) => probability);
    for (let i = 40; i > 0; i--) {
      builder.add(0, i, { source: "a", rank: 0, matchLength: 0, probability: i / 1024 });
    }
    const draft = builder.build(() => 3);
    recorder.step({ ...stepOver([0]), draft }, told(1));
    recorder.step({ ...stepOver([0]), draft }, told(1));
    const { chancesPerRank } = recorder.finish();
    expect(chancesPerRank).toHaveLength(32);
    expect(chancesPerRank.map((sum) => 512 * sum)).toEqual(
      Array.from({ length: 32 }, (_, i) => 40 - i),
    );
  });

  it("counts what a stop cut off apart, without entropies", () => {
    const { recorder } = aRecorder();
    recorder.step(stepOver([0, 1, 3]), told(1));
    expect(recorder.finish()).toMatchObject({
      numGeneratedTokens: 1,
      numAcceptedTokens: 2,
      numBonusTokens: 1,
      numCutTokens: 2,
      entropies: [0.5],
    });
  });

  it("counts decoding from the end of prefill to the last lap", () => {
    const clock = new FakeClock();
    const { recorder, timer } = aRecorder(clock);
    clock.nowMs += 40;
    timer.lap("prefill");
    recorder.prefilled();
    clock.nowMs += 10;
    timer.lap("forward");
    recorder.step(stepOver([0, 1]), told(2));
    clock.nowMs += 99;
    expect(recorder.finish()).toMatchObject({
      decodeMs: 10,
      totalMs: 50,
      tokensPerSecond: 200,
      draftShare: 0,
      ms: { prefill: 40, forward: 10 },
    });
  });
});
