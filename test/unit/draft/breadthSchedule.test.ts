import { describe, expect, it } from "vitest";
import { breadthSchedule } from "../../../src/core/draft/breadthSchedule";

/** Number of children of each node, the root first. */
function breadths(template: { readonly parents: Int32Array }): number[] {
  return Array.from({ length: template.parents.length + 1 }, (_, node) =>
    template.parents.reduce((sum, parent) => sum + (parent === node ? 1 : 0), 0),
  );
}

describe("breadthSchedule", () => {
  it("halves the breadth with each rank, down to one", () => {
    const template = breadthSchedule(8, { size: 100, maxDepth: 2 });
    expect(breadths(template).slice(0, 9)).toEqual([8, 4, 2, 1, 1, 1, 1, 1, 1]);
    expect(Array.from(template.ranks.slice(0, 14))).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 0, 1,
    ]);
    expect(Array.from(template.parents.slice(8, 14))).toEqual([1, 1, 1, 1, 2, 2]);
  });

  it("halves it again below each child, so that first choices have the most below them", () => {
    const template = breadthSchedule(8, { size: 1000, maxDepth: 4 });
    // First choice, its first choice, and that one's: 4, 2 and 1 children.
    const first = (node: number): number => template.parents.indexOf(node) + 1;
    const spine = [0, first(0), first(first(0)), first(first(first(0)))];
    expect(spine.map((node) => breadths(template)[node])).toEqual([8, 4, 2, 1]);
  });

  it("keeps to its size and depth, parents first", () => {
    for (const size of [0, 1, 7, 30]) {
      const { parents } = breadthSchedule(4, { size, maxDepth: 30 });
      expect(parents).toHaveLength(size);
      for (const [i, parent] of parents.entries()) expect(parent).toBeLessThanOrEqual(i);
    }
    expect(breadthSchedule(4, { size: 99, maxDepth: 1 }).parents).toEqual(
      Int32Array.of(0, 0, 0, 0),
    );
    expect(breadthSchedule(4, { size: 99, maxDepth: 0 }).parents).toHaveLength(0);
  });
});
