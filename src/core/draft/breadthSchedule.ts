import type { RecyclingTemplate } from "./recyclingTemplate";

/**
 * A tree of rank paths whose breadth halves: the root has `breadth` children, and the child of rank r half as many as its parent,
 * halved r more times, but one at least. So first choices have the most below them, and what is unlikely has only a chain. It needs
 * no rates to be made, where `recyclingTemplate` needs all of them. Nodes stand level by level.
 *
 * Worked example: with a breadth of 4 the root has 4 children, and they have 2, 1, 1 and 1.
 * Source: RACER, Zhang et al. 2026, arXiv:2604.14885.
 *
 * @param limits `size` is the most nodes, `maxDepth` the most steps from the root
 */
export function breadthSchedule(
  breadth: number,
  limits: { readonly size: number; readonly maxDepth: number },
): Omit<RecyclingTemplate, "rates"> {
  const parents: number[] = [];
  const ranks: number[] = [];
  const open = [{ node: 0, depth: 0, numChildren: breadth }];
  for (const { node, depth, numChildren } of open) {
    if (depth === limits.maxDepth) break;
    for (let rank = 0; rank < numChildren && parents.length < limits.size; rank++) {
      parents.push(node);
      ranks.push(rank);
      const numBelow = Math.max(1, numChildren >> (rank + 1));
      open.push({ node: parents.length, depth: depth + 1, numChildren: numBelow });
    }
  }
  return { parents: Int32Array.from(parents), ranks: Int32Array.from(ranks) };
}
