import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { speculate } from "../../../src/core/draft/speculate";
import { SuffixTree } from "../../../src/core/draft/suffixTree";
import { fixedRuns } from "../../support/arbitraries";

const limits = { mostContext: 32, mostNodes: 24 };

function treeOf(texts: readonly (readonly number[])[]): SuffixTree {
  const tree = new SuffixTree(64);
  for (const text of texts) tree.insert(Int32Array.from(text));
  return tree;
}

/** How often `tokens` stands in the texts, by looking everywhere. */
function countOf(texts: readonly (readonly number[])[], tokens: readonly number[]): number {
  return texts.reduce(
    (sum, text) =>
      sum + text.filter((_, start) => tokens.every((token, i) => text[start + i] === token)).length,
    0,
  );
}

/** The chances, greatest first, of all that may follow `context` and is not too improbable; by counting. */
function naiveChances(
  texts: readonly (readonly number[])[],
  context: readonly number[],
  chance = 1,
): number[] {
  const numPlaces = countOf(texts, context);
  return [0, 1, 2, 3]
    .flatMap((token) => {
      const count = countOf(texts, [...context, token]);
      const own = (chance * (count + 0.5)) / (numPlaces + 2);
      if (count === 0 || own < 0.1) return [];
      return [own, ...naiveChances(texts, [...context, token], own)];
    })
    .sort((a, b) => b - a);
}

describe("speculate", () => {
  it("follows the length of context that promises the most", () => {
    const tree = treeOf([
      [9, 1, 2],
      [9, 1, 2],
      [1, 3],
    ]);
    const { nodes, matchLength } = speculate(tree, [9, 1], limits);
    expect(matchLength).toBe(1);
    expect(nodes).toEqual([
      { parent: -1, token: 2, depth: 1, rank: 0, probability: 0.5, chance: 0.5 },
      { parent: -1, token: 3, depth: 1, rank: 1, probability: 0.3, chance: 0.3 },
    ]);
  });

  it("follows a chain for as long as it is probable, and only as far as the match allows", () => {
    const text = [1, 2, 3, 4, 5, 6, 7, 8];
    const tree = treeOf(Array.from({ length: 50 }, () => text));
    const from = (context: number[]): number[] =>
      speculate(tree, context, limits).nodes.map(({ token }) => token);
    expect(from([9, 1])).toEqual([2, 3, 4, 5, 6]);
    expect(from([1, 2])).toEqual([3, 4, 5, 6, 7, 8]);
    expect(from([9])).toEqual([]);
    expect(from([8])).toEqual([]);
    expect(speculate(tree, [1], { ...limits, mostNodes: 2 }).nodes).toHaveLength(2);
  });

  it("finds what counting all texts for all lengths of context finds", () => {
    const cases = fc.integer({ min: 2, max: 4 }).chain((numTokens) => {
      const text = fc.array(fc.integer({ min: 0, max: numTokens - 1 }), { maxLength: 14 });
      return fc.tuple(fc.array(text, { maxLength: 6 }), text);
    });
    fc.assert(
      fc.property(cases, ([texts, context]) => {
        const { nodes, matchLength } = speculate(treeOf(texts), context, limits);
        const scores = Array.from(context.keys(), (i) => {
          const length = i + 1;
          const seen = context.slice(-length);
          if (countOf(texts, seen) === 0) return 0;
          const chances = naiveChances(texts, seen).slice(0, Math.min(24, 1 + 4 * length));
          return chances.reduce((sum, chance) => sum + chance, 0);
        });
        const best = Math.max(0, ...scores);
        const score = nodes.reduce((sum, { chance }) => sum + chance, 0);
        expect(score).toBeCloseTo(best, 12);
        if (best > 0) expect(scores[matchLength - 1]).toBeCloseTo(best, 12);
        for (const [i, { parent }] of nodes.entries()) expect(parent).toBeLessThan(i);
      }),
      fixedRuns(300),
    );
  });
});
