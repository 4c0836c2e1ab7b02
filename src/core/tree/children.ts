import type { TokenTree } from "./tokenTree";

/** The child of `node` that holds `token`, or -1. A scan, because draft trees have a few dozen nodes at most. */
export function childOf(tree: TokenTree, node: number, token: number): number {
  for (let child = node + 1; child < tree.size; child++) {
    if (tree.parents[child] === node && tree.tokens[child] === token) return child;
  }
  return -1;
}

/** Whether anything was drafted below `node`. */
export function hasChildren(tree: TokenTree, node: number): boolean {
  return tree.parents.includes(node, node + 1);
}
