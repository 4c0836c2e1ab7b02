import { invariant } from "../errors";

/** A tree of the table: the node of a parent stands before those of its children. */
export interface RankTree {
  /** [n] index of each node's parent; -1 for the root. */
  readonly parents: Int32Array;
  /** [n] which child of its parent a node is, from 0; 0 for the root. */
  readonly ranks: Int32Array;
}

/** How many children the best tree of some size has, and how many of its nodes belong to the last of them. */
interface Split {
  readonly value: number;
  readonly numChildren: number;
  readonly lastSize: number;
}

/**
 * The best trees where all nodes are alike: the child of rank r is the accepted one with the probability `rates[r]`, whatever stands
 * above. For every size and depth the table knows how many tokens a pass gains with the best tree, the bonus included, and the tree.
 * The optimum to measure other ways of choosing trees by; what a drafter knows of a place, the table does not.
 *
 * With T(m, l, b) the best of m nodes, l levels below the root and b children of it:
 * T(1, l, 0) = 1 and T(m, l, b) = max over y of T(m - y, l, b - 1) + rates[b - 1] T(y, l - 1, any).
 *
 * Worked example: with rates (.6, .2) the best two drafts are a chain, .6 + .36, and not two children, .6 + .2.
 * Source: Chen et al. 2024, arXiv:2402.12374.
 */
export class SequoiaTable {
  readonly #rates: readonly number[];
  readonly #maxNodes: number;
  readonly #maxDepth: number;
  /** By depth, then by number of children, then by number of nodes; `undefined` where there is no such tree. */
  readonly #splits: (Split | undefined)[][][] = [];

  /**
   * @param rates by rank, 0..1
   * @param limits most nodes, the root included, and most levels below the root
   */
  constructor(
    rates: readonly number[],
    limits: { readonly maxNodes: number; readonly maxDepth: number },
  ) {
    this.#rates = rates;
    this.#maxNodes = limits.maxNodes;
    this.#maxDepth = limits.maxDepth;
    for (let depth = 0; depth <= this.#maxDepth; depth++) this.#splits.push(this.#fill(depth));
  }

  /** Tokens that a pass gains with the best tree of exactly so many nodes, the root included; `undefined` if there is none. */
  tokensPerPass(numNodes: number, maxDepth: number): number | undefined {
    return this.#best(numNodes, maxDepth)?.value;
  }

  /** That tree. @throws ForetypeError("invariant") if there is none */
  tree(numNodes: number, maxDepth: number): RankTree {
    const parents: number[] = [];
    const ranks: number[] = [];
    const grow = (
      split: Split | undefined,
      size: number,
      depth: number,
      parent: number,
      rank: number,
    ): void => {
      invariant(split !== undefined, "the table has such a tree");
      const node = parents.push(parent) - 1;
      ranks.push(rank);
      let rest = size;
      let on: Split | undefined = split;
      for (let child = split.numChildren - 1; child >= 0; child--) {
        invariant(on !== undefined, "a child is one of the table");
        const { lastSize } = on;
        grow(this.#best(lastSize, depth - 1), lastSize, depth - 1, node, child);
        rest -= lastSize;
        on = this.#splits[depth]?.[child]?.[rest];
      }
    };
    grow(this.#best(numNodes, maxDepth), numNodes, maxDepth, -1, 0);
    return { parents: Int32Array.from(parents), ranks: Int32Array.from(ranks) };
  }

  /**
   * The size and depth that gain most tokens a millisecond.
   *
   * @param costs milliseconds of the model's pass over `numNodes`, and of the draft model's pass for one level
   */
  fastest(costs: { readonly passMs: (numNodes: number) => number; readonly levelMs: number }): {
    readonly numNodes: number;
    readonly depth: number;
    readonly tokensPerMs: number;
  } {
    let best = { numNodes: 1, depth: 0, tokensPerMs: 1 / costs.passMs(1) };
    for (let depth = 1; depth <= this.#maxDepth; depth++) {
      for (let numNodes = 2; numNodes <= this.#maxNodes; numNodes++) {
        const tokens = this.tokensPerPass(numNodes, depth);
        if (tokens === undefined) continue;
        const tokensPerMs = tokens / (costs.passMs(numNodes) + depth * costs.levelMs);
        if (tokensPerMs > best.tokensPerMs) best = { numNodes, depth, tokensPerMs };
      }
    }
    return best;
  }

  #fill(depth: number): (Split | undefined)[][] {
    const leaf: (Split | undefined)[] = [];
    leaf[1] = { value: 1, numChildren: 0, lastSize: 0 };
    const rows = [leaf];
    if (depth === 0) return rows;
    for (const [rank, rate] of this.#rates.entries()) {
      const above = rows[rank] ?? [];
      const row: (Split | undefined)[] = [];
      for (let size = rank + 2; size <= this.#maxNodes; size++) {
        for (let last = 1; last < size; last++) {
          const rest = above[size - last];
          const below = this.#best(last, depth - 1);
          if (rest === undefined || below === undefined) continue;
          const value = rest.value + rate * below.value;
          if (value > (row[size]?.value ?? 0))
            row[size] = { value, numChildren: rank + 1, lastSize: last };
        }
      }
      rows.push(row);
    }
    return rows;
  }

  /** The best tree of exactly so many nodes with any number of children. */
  #best(numNodes: number, depth: number): Split | undefined {
    let best: Split | undefined;
    for (const row of this.#splits[depth] ?? []) {
      const split = row[numNodes];
      if (split !== undefined && split.value > (best?.value ?? 0)) best = split;
    }
    return best;
  }
}
