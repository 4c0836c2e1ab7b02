import type { TokenTree } from "../../src/core/tree/tokenTree";

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A tree of `size` nodes whose parents and tokens are drawn, siblings with distinct tokens. */
export function randomTree(size: number, numTokens: number, random: () => number): TokenTree {
  const tokens = new Int32Array(size);
  const parents = new Int32Array(size);
  const depths = new Int32Array(size);
  for (let node = 0; node < size; node++) {
    const parent = node === 0 ? -1 : Math.floor(random() * node);
    parents[node] = parent;
    depths[node] = node === 0 ? 0 : (depths[parent] ?? 0) + 1;
    const isTaken = (token: number): boolean =>
      tokens.some((other, i) => i < node && parents[i] === parent && other === token);
    do tokens[node] = Math.floor(random() * numTokens);
    while (isTaken(tokens[node] ?? 0));
  }
  return { size, tokens, parents, depths };
}

/** Nodes from the root to `node`. */
export function pathTo(tree: TokenTree, node: number): Int32Array {
  const path: number[] = [];
  for (let at = node; at >= 0; at = tree.parents[at] ?? -1) path.unshift(at);
  return Int32Array.from(path);
}

/** The tree of the first `numNodes` nodes, or the whole tree if it has fewer. */
export function firstNodes(tree: TokenTree, numNodes: number): TokenTree {
  const size = Math.min(numNodes, tree.size);
  return {
    size,
    tokens: tree.tokens.slice(0, size),
    parents: tree.parents.slice(0, size),
    depths: tree.depths.slice(0, size),
  };
}
