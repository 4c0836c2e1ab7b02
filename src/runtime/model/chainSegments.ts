import { at } from "../../core/at";
import type { TokenTree } from "../../core/tree/tokenTree";

/** A part of a tree that runs as one sequence: each node is the parent of the next. */
export interface ChainSegment {
  /** Nodes above it, root first. Their rows are there when it runs. */
  readonly ancestors: Int32Array;
  readonly nodes: Int32Array;
}

/**
 * Cuts a tree into sequences, one for each of its leaves, each of which begins below nodes of the ones before it. So every node
 * runs once.
 *
 * @param numBranches how many of the first nodes have run already
 */
export function chainSegments(tree: TokenTree, numBranches: number): readonly ChainSegment[] {
  const { size, parents } = tree;
  /** The first child that has to run, for each node; its sequence goes on there. */
  const heirs = new Int32Array(size).fill(-1);
  for (let node = size - 1; node >= numBranches; node--) {
    const parent = at(parents, node);
    if (parent >= numBranches) heirs[parent] = node;
  }
  const segments: ChainSegment[] = [];
  for (let first = numBranches; first < size; first++) {
    const parent = at(parents, first);
    if (parent >= numBranches && heirs[parent] === first) continue;
    const nodes: number[] = [];
    for (let node = first; node >= 0; node = at(heirs, node)) nodes.push(node);
    segments.push({ ancestors: pathBelowRoot(tree, parent), nodes: Int32Array.from(nodes) });
  }
  return segments;
}

function pathBelowRoot({ parents }: TokenTree, last: number): Int32Array {
  const path: number[] = [];
  for (let node = last; node >= 0; node = at(parents, node)) path.push(node);
  return Int32Array.from(path.reverse());
}
