import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import { SequoiaTable, type RankTree } from "../../../src/core/tree/sequoiaTable";

/** Every tree of `numNodes` nodes, as the parents and ranks of its nodes; children are added in the order of their ranks. */
function allTrees(numNodes: number): readonly RankTree[] {
  let trees: { readonly parents: readonly number[]; readonly ranks: readonly number[] }[] = [
    { parents: [-1], ranks: [0] },
  ];
  for (let size = 2; size <= numNodes; size++) {
    const larger = new Map<string, (typeof trees)[number]>();
    for (const { parents, ranks } of trees) {
      for (const parent of parents.keys()) {
        const rank = parents.filter((other) => other === parent).length;
        const tree = { parents: [...parents, parent], ranks: [...ranks, rank] };
        larger.set(JSON.stringify(tree), tree);
      }
    }
    trees = [...larger.values()];
  }
  return trees.map(({ parents, ranks }) => ({
    parents: Int32Array.from(parents),
    ranks: Int32Array.from(ranks),
  }));
}

function depthOf({ parents }: RankTree): number {
  const depths: number[] = [];
  for (const parent of parents) depths.push(parent < 0 ? 0 : at(depths, parent) + 1);
  return Math.max(...depths);
}

/** One token and the path probabilities of the nodes; `undefined` if a node has more children than there are rates. */
function valueOf({ parents, ranks }: RankTree, rates: readonly number[]): number | undefined {
  const chances = [1];
  for (let node = 1; node < parents.length; node++) {
    const rate = rates[at(ranks, node)];
    if (rate === undefined) return undefined;
    chances.push(rate * at(chances, at(parents, node)));
  }
  return chances.reduce((sum, chance) => sum + chance, 0);
}

const cases = [[0.6, 0.2], [0.5, 0.3, 0.1], [0.9], [0.34, 0.33, 0.32], [0.2, 0.7], [0, 0.5]];

describe("SequoiaTable", () => {
  it.each(cases)("knows the best of all trees with rates %j, %j", (...rates) => {
    const table = new SequoiaTable(rates, { maxNodes: 6, maxDepth: 4 });
    for (let numNodes = 1; numNodes <= 6; numNodes++) {
      for (let depth = 0; depth <= 4; depth++) {
        const values = allTrees(numNodes)
          .filter((tree) => depthOf(tree) <= depth)
          .map((tree) => valueOf(tree, rates))
          .filter((value) => value !== undefined);
        const found = table.tokensPerPass(numNodes, depth);
        if (values.length === 0) expect(found).toBeUndefined();
        else expect(found).toBeCloseTo(Math.max(...values), 12);
      }
    }
  });

  it.each(cases)("gives the tree that it promises with rates %j, %j", (...rates) => {
    const table = new SequoiaTable(rates, { maxNodes: 9, maxDepth: 5 });
    for (let numNodes = 1; numNodes <= 9; numNodes++) {
      for (let depth = 0; depth <= 5; depth++) {
        const promised = table.tokensPerPass(numNodes, depth);
        if (promised === undefined) continue;
        const tree = table.tree(numNodes, depth);
        expect(tree.parents).toHaveLength(numNodes);
        expect(depthOf(tree)).toBeLessThanOrEqual(depth);
        expect(valueOf(tree, rates)).toBeCloseTo(promised, 12);
      }
    }
  });

  it("takes the size that gains most tokens a millisecond", () => {
    const rates = [0.6, 0.2];
    const table = new SequoiaTable(rates, { maxNodes: 8, maxDepth: 4 });
    for (const levelMs of [0, 1, 5]) {
      for (const passMs of [
        (n: number) => 10 + n,
        (n: number) => 3 * n,
        (n: number) => (n > 1 ? 30 : 10),
      ]) {
        let best = 1 / passMs(1);
        for (let depth = 1; depth <= 4; depth++) {
          for (let n = 2; n <= 8; n++) {
            const tokens = table.tokensPerPass(n, depth) ?? 0;
            best = Math.max(best, tokens / (passMs(n) + depth * levelMs));
          }
        }
        const found = table.fastest({ passMs, levelMs });
        expect(found.tokensPerMs).toBeCloseTo(best, 12);
        const tokens = table.tokensPerPass(found.numNodes, found.depth) ?? 0;
        expect(tokens / (passMs(found.numNodes) + found.depth * levelMs)).toBeCloseTo(best, 12);
      }
    }
  });

  it("has no tree that is too large, and refuses to give one", () => {
    const table = new SequoiaTable([0.5], { maxNodes: 4, maxDepth: 2 });
    expect(table.tokensPerPass(4, 2)).toBeUndefined();
    expect(() => table.tree(4, 2)).toThrow("the table has such a tree");
  });
});
