import { at } from "../at";

/**
 * Hit rates: `rates[depth][rank]` is the probability that, below an accepted node at `depth`, the next token is the one that
 * stands at `rank` of the node's row of the matrix.
 */
export type HitRates = readonly (readonly number[])[];

/**
 * The shape of a draft tree as rank paths: node i + 1 of the tree hangs below node `parents[i]` (0 is the root) and takes
 * the token at `ranks[i]` of its parent's row.
 */
export interface RecyclingTemplate {
  /** [n] parent of each node, parents first. */
  readonly parents: Int32Array;
  /** [n] rank of each node among its parent's candidates. */
  readonly ranks: Int32Array;
  /** [n] hit rate of each node behind its parent. */
  readonly rates: Float64Array;
}

/**
 * The `size` rank paths with the largest products of hit rates, best first. A path is never more probable than its beginning,
 * so the best ones form a tree without asking for it, and any beginning of the list is the best template of its size. Equal
 * products go to the path found first.
 *
 * Worked example: with rates `[[0.6, 0.2], [0.5, 0.1]]` and size 3 the paths are 0 (0.6), 0 0 (0.3) and 1 (0.2).
 */
export function recyclingTemplate(rates: HitRates, size: number): RecyclingTemplate {
  const parents: number[] = [];
  const ranks: number[] = [];
  const hits: number[] = [];
  let open = candidatesBelow(rates, { node: 0, depth: 0, value: 1 });
  while (parents.length < size && open.length > 0) {
    const best = open.reduce((a, b) => (b.value > a.value ? b : a));
    parents.push(best.parent);
    ranks.push(best.rank);
    hits.push(rates[best.depth - 1]?.[best.rank] ?? 0);
    const children = candidatesBelow(rates, {
      node: parents.length,
      depth: best.depth,
      value: best.value,
    });
    open = open.filter((candidate) => candidate !== best).concat(children);
  }
  return {
    parents: Int32Array.from(parents),
    ranks: Int32Array.from(ranks),
    rates: Float64Array.from(hits),
  };
}

interface Candidate {
  readonly parent: number;
  readonly rank: number;
  readonly depth: number;
  readonly value: number;
}

function candidatesBelow(
  rates: HitRates,
  parent: { readonly node: number; readonly depth: number; readonly value: number },
): Candidate[] {
  const ratesHere = rates[parent.depth] ?? [];
  return ratesHere.flatMap((_, rank) => {
    const value = parent.value * at(ratesHere, rank);
    return value > 0 ? [{ parent: parent.node, rank, depth: parent.depth + 1, value }] : [];
  });
}
