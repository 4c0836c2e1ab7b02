import { describe, expect, it } from "vitest";
import type { DrafterContext, Strategy } from "../../../src/core/decode/strategy";
import { DraftBuilder } from "../../../src/core/draft/draftBuilder";
import type { Drafter, VerifiedStep } from "../../../src/core/draft/drafter";
import type { Verifier } from "../../../src/core/verify/verifier";
import { AcceptanceWatch } from "../../bench/decode/figures/acceptanceWatch";
import { hitRate } from "../../bench/decode/figures/draftFigures";
import { DraftWatch } from "../../bench/decode/figures/draftWatch";
import { FakeModel } from "../../support/fakeModel";

const context: DrafterContext = { vocabSize: 9, clock: performance };

/** A drafter with private state and something that the port does not have. */
class CountingDrafter implements Drafter {
  readonly name = "counting";
  readonly numPromptRows = 3;
  #numSteps = 0;

  get numSteps(): number {
    return this.#numSteps;
  }

  begin(): void {
    this.#numSteps = 0;
  }

  observePrompt(): void {
    // Learns nothing.
  }

  draft(): void {
    // Drafts nothing.
  }

  observe(): void {
    this.#numSteps += 1;
  }
}

const strategyOf = (drafter: Drafter, createVerifier?: Strategy["createVerifier"]): Strategy => ({
  id: "watched",
  title: "Watched",
  description: "For a test.",
  maxDrafts: 8,
  maxDepth: 4,
  createDrafter: () => drafter,
  ...(createVerifier !== undefined && { createVerifier }),
});

const model = new FakeModel({ vocabSize: 9, logitsOf: () => new Float32Array(9) });

/**
 * A step whose draft is 1 (rank 0 of a) with 3 (a) and 4 (a, rank 1, and b) below, and 2 (rank 0 of b). Chances are .5, .25, .1 and .2,
 * in the order of the tree, unless `chance` says otherwise.
 */
async function step(tokens: readonly number[], scale = 1): Promise<VerifiedStep> {
  const limits = { maxCandidates: 10, maxDepth: 4 };
  const builder = new DraftBuilder(0, limits, ({ probability = 0 }) => probability);
  const guess = (
    source: string,
    rank: number,
    probability: number,
  ): Parameters<typeof builder.add>[2] => ({
    ...{ source, rank, matchLength: 0, probability: probability * scale },
  });
  const first = builder.add(0, 1, guess("a", 0, 0.5));
  builder.add(first, 3, guess("a", 0, 0.5));
  builder.add(first, 4, guess("a", 1, 0.2));
  builder.add(first, 4, guess("b", 0, 0.1));
  builder.add(0, 2, guess("b", 0, 0.2));
  const draft = builder.build(() => 4);
  const output = await model.forward(
    draft.tree,
    draft.tree.tokens.map((_, node) => node),
  );
  const path = [0];
  for (const token of tokens) {
    const parent = path.at(-1) ?? 0;
    const node = draft.tree.tokens.findIndex(
      (other, i) => other === token && draft.tree.parents[i] === parent,
    );
    if (node < 0) break;
    path.push(node);
  }
  return { draft, output, path: Int32Array.from(path), emitted: Int32Array.from(tokens) };
}

describe("DraftWatch", () => {
  it("counts guesses by drafter and rank behind nodes that the model came to, and no others", async () => {
    const watch = new DraftWatch();
    const drafter = watch.watch(strategyOf(new CountingDrafter())).createDrafter(context);
    drafter.observe(await step([1, 4, 8]));
    drafter.observe(await step([2, 8]));
    drafter.observe(await step([7]));
    const { byRank } = watch.figures;
    // Behind the root three times, behind the 1 once.
    expect(byRank["a"]).toEqual([
      { numDrafted: 4, numTaken: 1 },
      { numDrafted: 1, numTaken: 1 },
    ]);
    expect(byRank["b"]).toEqual([{ numDrafted: 4, numTaken: 2 }]);
  });

  it("sorts passes by what was expected of them", async () => {
    const watch = new DraftWatch();
    const drafter = watch.watch(strategyOf(new CountingDrafter())).createDrafter(context);
    drafter.observe(await step([1, 3, 8]));
    drafter.observe(await step([8], 0.5));
    const { byExpectation, numLevels } = watch.figures;
    // .5 + .25 + .1 + .2 and, halved, .25 + .0625 + .025 + .1.
    expect(byExpectation.map(({ numPasses }) => numPasses)).toEqual([1, 0, 1]);
    expect(byExpectation[2]?.expected).toBeCloseTo(1.05, 10);
    expect(byExpectation[2]?.achieved).toBe(2);
    expect(byExpectation[0]?.expected).toBeCloseTo(0.4375, 10);
    expect(byExpectation[0]?.achieved).toBe(0);
    expect(numLevels).toBe(4);
  });

  it("passes everything on to the drafter, private state included", async () => {
    const inner = new CountingDrafter();
    const drafter = new DraftWatch().watch(strategyOf(inner)).createDrafter(context);
    drafter.observe(await step([8]));
    expect(inner.numSteps).toBe(1);
    expect(drafter.name).toBe("counting");
    expect(drafter.numPromptRows).toBe(3);
    expect("readPrompt" in drafter).toBe(false);
  });

  it("gives the strategy's verifier the drafter itself", () => {
    const inner = new CountingDrafter();
    let given: Drafter | undefined;
    const strategy = strategyOf(inner, ({ drafter }) => {
      given = drafter;
      return neverVerifier;
    });
    const watched = new DraftWatch().watch(strategy);
    const drafter = watched.createDrafter(context);
    expect(drafter).not.toBe(inner);
    watched.createVerifier?.({ endTokens: new Set(), drafter });
    expect(given).toBe(inner);
    expect("createVerifier" in new DraftWatch().watch(strategyOf(inner))).toBe(false);
  });

  it("has no rate of what was never drafted", () => {
    expect(hitRate({ numDrafted: 0, numTaken: 0 })).toBeUndefined();
    expect(hitRate({ numDrafted: 4, numTaken: 1 })).toBe(0.25);
  });
});

const neverVerifier: Verifier = {
  name: "never",
  verify: () => Promise.reject(new Error("nothing is verified here")),
};

describe("AcceptanceWatch", () => {
  it("leaves strategies without a verifier of their own alone, and has no figures of them", () => {
    const watch = new AcceptanceWatch();
    const strategy = strategyOf(new CountingDrafter());
    expect(watch.watch(strategy)).toBe(strategy);
    expect(watch.figuresOf("watched")).toBeUndefined();
  });
});
