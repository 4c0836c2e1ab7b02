import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import { chainTree } from "../../../src/core/tree/chainTree";
import type { TokenTree } from "../../../src/core/tree/tokenTree";
import { chainSegments } from "../../../src/runtime/model/chainSegments";
import { randomTree, seededRandom } from "../../support/randomTree";

describe("chainSegments", () => {
  it("leaves a chain whole, also behind branches", () => {
    const tree = chainTree(Int32Array.of(5, 6, 7, 8));
    expect(chainSegments(tree, 0)).toEqual([
      { ancestors: Int32Array.of(), nodes: Int32Array.of(0, 1, 2, 3) },
    ]);
    expect(chainSegments(tree, 3)).toEqual([
      { ancestors: Int32Array.of(0, 1, 2), nodes: Int32Array.of(3) },
    ]);
  });

  it("makes a sequence for each leaf, in which every node that has to run does so once, below its own ancestors", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), fc.nat(), (seed, size, cut) => {
        const tree = randomTree(size, 100, seededRandom(seed));
        const numBranches = cut % size;
        const hasRun = new Set(Array.from({ length: numBranches }, (_, node) => node));
        const segments = chainSegments(tree, numBranches);
        for (const { ancestors, nodes } of segments) {
          let parent = -1;
          for (const node of [...ancestors, ...nodes]) {
            expect(at(tree.parents, node)).toBe(parent);
            parent = node;
          }
          for (const node of ancestors) expect(hasRun).toContain(node);
          for (const node of nodes) {
            expect(hasRun).not.toContain(node);
            hasRun.add(node);
          }
        }
        expect(hasRun.size).toBe(size);
        expect(segments).toHaveLength(numNewLeaves(tree, numBranches));
      }),
    );
  });
});

function numNewLeaves({ size, parents }: TokenTree, numBranches: number): number {
  const inner = new Set(parents);
  let count = 0;
  for (let node = numBranches; node < size; node++) if (!inner.has(node)) count++;
  return count;
}
