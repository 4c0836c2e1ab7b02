import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { continuationsAt, SuffixTree } from "../../../src/core/draft/suffixTree";
import { fixedRuns } from "../../support/arbitraries";
import { checkSuffixTree } from "../../support/checkSuffixTree";

function treeOf(texts: readonly (readonly number[])[], maxDepth = 64): SuffixTree {
  const tree = new SuffixTree(maxDepth);
  for (const text of texts) tree.insert(Int32Array.from(text));
  return tree;
}

/** What follows a context in the tree, and how often; `undefined` if the context is not there. */
function following(
  tree: SuffixTree,
  context: readonly number[],
): Record<number, number> | undefined {
  const locus = tree.locate(context, context.length);
  if (locus === undefined) return undefined;
  return Object.fromEntries(continuationsAt(locus).map(({ token, count }) => [token, count]));
}

describe("SuffixTree", () => {
  it("knows how often what followed what", () => {
    const tree = treeOf([
      [1, 2, 1, 3],
      [1, 2],
    ]);
    expect(following(tree, [1])).toEqual({ 2: 2, 3: 1 });
    expect(following(tree, [1, 2])).toEqual({ 1: 1 });
    expect(following(tree, [2, 1])).toEqual({ 3: 1 });
    expect(following(tree, [1, 3])).toEqual({});
    expect(following(tree, [3, 1])).toBeUndefined();
  });

  it("looks no further than its depth", () => {
    const tree = treeOf([[1, 2, 3, 4]], 3);
    expect(following(tree, [1, 2])).toEqual({ 3: 1 });
    expect(following(tree, [1, 2, 3])).toEqual({});
    expect(following(tree, [2, 3])).toEqual({ 4: 1 });
  });

  it("forgets the text that came first", () => {
    const tree = treeOf([
      [1, 2, 3],
      [1, 2, 4],
    ]);
    tree.evictOldest();
    expect(following(tree, [1, 2])).toEqual({ 4: 1 });
    expect(tree.texts).toEqual([Int32Array.of(1, 2, 4)]);
    tree.evictOldest();
    expect(tree.root).toMatchObject({ count: 0, children: new Map() });
  });

  it("is what its texts say after any inserting and evicting", () => {
    const changes = fc.integer({ min: 2, max: 4 }).chain((numTokens) =>
      fc.array(
        fc.oneof(
          {
            weight: 2,
            arbitrary: fc.array(fc.integer({ min: 0, max: numTokens - 1 }), { maxLength: 20 }),
          },
          { weight: 1, arbitrary: fc.constant("evict" as const) },
        ),
        { maxLength: 20 },
      ),
    );
    fc.assert(
      fc.property(changes, fc.constantFrom(1, 2, 5, 64), (all, maxDepth) => {
        const tree = new SuffixTree(maxDepth);
        for (const change of all) {
          if (change !== "evict") tree.insert(Int32Array.from(change));
          else if (tree.texts.length > 0) tree.evictOldest();
          checkSuffixTree(tree, maxDepth);
        }
      }),
      fixedRuns(150),
    );
  });
});
