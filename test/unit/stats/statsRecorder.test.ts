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
    recorder.step(stepOver([0]), 1); // two children, none taken: recovered
    recorder.step(stepOver([0, 1]), 2); // one accepted, its child not taken: recovered
    recorder.step(stepOver([0, 1, 3]), 3); // two accepted, nothing below: bonus
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
    recorder.step({ ...stepOver([0, 1]), draft }, 2);
    recorder.step({ ...stepOver([0, 1, 3]), draft }, 3);
    recorder.step({ ...stepOver([0, 2]), draft }, 2);
    recorder.step(
      {
        ...stepOver([0]),
        draft: new DraftBuilder(0, { maxCandidates: 0, maxDepth: 0 }, () => 0).build(() => 0),
      },
      1,
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

  it("counts what a stop cut off apart, without entropies", () => {
    const { recorder } = aRecorder();
    recorder.step(stepOver([0, 1, 3]), 1);
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
    recorder.step(stepOver([0, 1]), 2);
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
