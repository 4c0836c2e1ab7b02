import { at } from "../at";
import type { TokenTree } from "./tokenTree";

/** Nodes from the root to `node`, parents first. */
export function pathTo(tree: TokenTree, node: number): Int32Array {
  const path = new Int32Array(at(tree.depths, node) + 1);
  let on = node;
  for (let depth = path.length - 1; depth >= 0; depth--) {
    path[depth] = on;
    on = at(tree.parents, on);
  }
  return path;
}
