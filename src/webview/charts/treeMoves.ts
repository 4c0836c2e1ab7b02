import type { TreeNode } from "./treeLayout";

/**
 * Where an arrow key leads in a draft tree: Right to the likeliest child, Left to the parent, Up and Down to the nearest token of
 * the next row, Home and End to the ends.
 *
 * @returns an index in `nodes`, or `undefined` if the key leads nowhere
 */
export function treeMove(
  nodes: readonly TreeNode[],
  key: string,
  index: number,
): number | undefined {
  const node = nodes[index];
  if (node === undefined) return undefined;
  switch (key) {
    case "ArrowRight":
      return indexOf(node.children[0]);
    case "ArrowLeft":
      return indexOf(node.parent);
    case "ArrowUp":
      return nearest(node.row - 1);
    case "ArrowDown":
      return nearest(node.row + 1);
    case "Home":
      return 0;
    case "End":
      return nodes.length - 1;
    default:
      return undefined;
  }

  function indexOf(other: TreeNode | undefined): number | undefined {
    const found = other === undefined ? -1 : nodes.indexOf(other);
    return found < 0 ? undefined : found;
  }

  function nearest(row: number): number | undefined {
    const depth = node?.depth ?? 0;
    const inRow = nodes.filter((other) => other.row === row);
    inRow.sort((a, b) => Math.abs(a.depth - depth) - Math.abs(b.depth - depth));
    return indexOf(inRow[0]);
  }
}
