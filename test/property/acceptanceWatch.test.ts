import { describe, expect, it } from "vitest";
import { greedyDraft } from "../../src/core/decode/greedyDraft";
import { kSeq } from "../../src/core/decode/kSeq";
import { recursiveRejectionDistinct } from "../../src/core/decode/recursiveRejectionDistinct";
import type { Strategy } from "../../src/core/decode/strategy";
import { AcceptanceWatch, type AcceptanceFigures } from "../bench/decode/figures/acceptanceWatch";
import { decodeOnce } from "../support/decodeOnce";
import { FakeModel, hashLogits } from "../support/fakeModel";

/** Small, for the optimum of distinct draws is a long sum. */
const vocabSize = 6;
const logitsOf = hashLogits({ seed: 21, vocabSize, order: 1 });

/** What is seen of a strategy over some texts, the draft model being the model itself or another. */
async function watched(strategy: Strategy, draftSeed: number): Promise<AcceptanceFigures> {
  const watch = new AcceptanceWatch();
  const draftLogits = hashLogits({ seed: draftSeed, vocabSize, order: 1 });
  for (let seed = 0; seed < 50; seed++) {
    const model = new FakeModel({ vocabSize, logitsOf });
    const draft = {
      model: new FakeModel({ vocabSize, logitsOf: draftLogits, topK: vocabSize }),
      onFailure: (error: unknown): void => {
        throw error;
      },
    };
    const request = { strategy: watch.watch(strategy), temperature: 1, seed, maxTokens: 40 };
    await decodeOnce(model, request, { draft });
  }
  const figures = watch.figuresOf(strategy.id);
  expect(figures?.numSteps).toBeGreaterThan(400);
  return (
    figures ?? { strategy: "", numSteps: 0, achieved: 0, optimal: { independent: 0, distinct: 0 } }
  );
}

/** Four standard deviations of a share of so many steps. */
function slack({ numSteps }: AcceptanceFigures): number {
  return 4 * Math.sqrt(0.25 / numSteps);
}

describe("AcceptanceWatch", () => {
  it("finds that greedy drafts are accepted as often as any rule could", async () => {
    const figures = await watched(greedyDraft, 22);
    expect(Math.abs(figures.achieved - figures.optimal.distinct)).toBeLessThan(slack(figures));
    expect(figures.optimal.distinct).toBeLessThan(0.95);
  });

  it("finds no rule above the optimum of its draws", async () => {
    const sequences = await watched(kSeq, 23);
    expect(sequences.achieved).toBeLessThan(sequences.optimal.independent + slack(sequences));
    const distinct = await watched(recursiveRejectionDistinct, 23);
    expect(distinct.achieved).toBeLessThan(distinct.optimal.distinct + slack(distinct));
    expect(distinct.optimal.distinct).toBeGreaterThan(distinct.optimal.independent);
  });

  it("finds that everything can be accepted of a model that drafts for itself", async () => {
    const figures = await watched(recursiveRejectionDistinct, 21);
    expect(figures.optimal.independent).toBeCloseTo(1, 9);
    expect(figures.achieved).toBeCloseTo(1, 9);
  });
});
