import { describe, expect, it } from "vitest";
import { DraftBuilder } from "../../../src/core/draft/draftBuilder";
import type { Guess } from "../../../src/core/draft/guess";

const guess = (probability: number): Guess => ({
  source: "test",
  rank: 0,
  matchLength: 0,
  probability,
});

function aBuilder(maxLooks: number): DraftBuilder {
  const limits = { maxCandidates: 20, maxDepth: 3, leastChance: 0.2, maxLooks };
  return new DraftBuilder(1, limits, ({ probability = 0 }) => probability);
}

describe("nodes to look at", () => {
  it("are in the draft whatever their chance, beside the most probable guesses", () => {
    const builder = aBuilder(2);
    const chain = builder.look(0, 5, guess(0.01));
    expect(builder.look(chain, 6, guess(0.01))).toBe(2);
    expect(builder.add(0, 7, guess(0.01))).toBe(-1);
    builder.add(0, 8, guess(0.5));
    builder.add(0, 9, guess(0.3));
    const offered: number[] = [];
    const { tree, nodes } = builder.build((chances) => {
      offered.push(...chances);
      return 1;
    });
    expect(offered).toEqual([0.5, 0.3]);
    expect(Array.from(tree.tokens)).toEqual([1, 5, 6, 8]);
    expect(Array.from(tree.parents)).toEqual([-1, 0, 1, 0]);
    expect(Array.from(nodes)).toEqual([0, 1, 2, 3, -1]);
  });

  it("are no more than there is room for, and none where nobody said so", () => {
    const builder = aBuilder(1);
    expect(builder.look(0, 5, guess(0.9))).toBe(1);
    expect(builder.look(0, 6, guess(0.9))).toBe(-1);
    const none = new DraftBuilder(1, { maxCandidates: 9, maxDepth: 3 }, () => 0.5);
    expect(none.look(0, 5, guess(0.9))).toBe(-1);
  });

  it("hang together, and are guesses as well where somebody guessed them", () => {
    const builder = aBuilder(3);
    const guessed = builder.add(0, 5, guess(0.6));
    expect(() => builder.look(guessed, 6, guess(0.1))).toThrow("hangs together");
    expect(builder.look(0, 5, guess(0.1))).toBe(guessed);
    expect(builder.look(guessed, 6, guess(0.1))).toBe(2);
    const { chances, candidates } = builder.build(() => 0);
    expect(Array.from(chances)).toEqual([1, 0.6, 0.06]);
    expect(candidates[1]?.guesses).toEqual([guess(0.6), guess(0.1)]);
  });

  it("are neither end tokens nor deeper than allowed", () => {
    const limits = { maxCandidates: 9, maxDepth: 1, maxLooks: 5, endTokens: new Set([3]) };
    const builder = new DraftBuilder(1, limits, () => 0.5);
    expect(builder.look(0, 3, guess(0.9))).toBe(-1);
    const child = builder.look(0, 4, guess(0.9));
    expect(builder.look(child, 4, guess(0.9))).toBe(-1);
  });
});
