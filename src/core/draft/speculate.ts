import { continuationsAt, type Locus, type SuffixTree } from "./suffixTree";

/** How far to follow what was said before. */
export interface SpeculationLimits {
  /** Most tokens of the context that are looked up; the tree is so much deeper as is to be drafted. */
  readonly mostContext: number;
  /** Most nodes that are drafted. */
  readonly mostNodes: number;
}

/** A token that may follow. */
export interface Speculation {
  /** Index of the node that it follows; -1 for the context itself. */
  readonly parent: number;
  readonly token: number;
  readonly depth: number;
  /** Which choice behind its parent it is, by how often it followed; 0 for the most frequent. */
  readonly rank: number;
  /** Estimate of its probability behind its parent. */
  readonly probability: number;
  /** And of the whole path. */
  readonly chance: number;
}

export interface Speculations {
  /** Parents first. */
  readonly nodes: readonly Speculation[];
  /** How many tokens of the context lead to the place that they follow. */
  readonly matchLength: number;
}

/** A path that is less probable is not followed, as in the paper. */
const leastChance = 0.1;

/** A longer match is followed further: that many nodes for each token of it, and one more. The factor of arXiv:2411.10666. */
const nodesPerToken = 4;

interface Open extends Speculation {
  readonly locus: Locus;
}

/**
 * The tree of what followed the end of the context before. Of all lengths of context that is taken which promises the most accepted
 * tokens, the sum of its nodes' chances; of equals the longest.
 *
 * Worked example: `x a b` was said twice and `a c` once. Behind `x a` that is `b`, with (2 + 0.5) / (2 + 2) = 0.63; behind `a` alone
 * `b` with (2 + 0.5) / (3 + 2) = 0.5 and `c` with 0.3, which promise more.
 */
export function speculate(
  tree: SuffixTree,
  context: readonly number[],
  limits: SpeculationLimits,
): Speculations {
  let best: Speculations = { nodes: [], matchLength: 0 };
  let bestScore = 0;
  const loci = lociOf(tree, context, limits.mostContext);
  for (const { locus, matchLength } of loci) {
    const mostNodes = Math.min(limits.mostNodes, 1 + nodesPerToken * matchLength);
    const nodes = follow(locus, mostNodes);
    const score = nodes.reduce((sum, { chance }) => sum + chance, 0);
    if (score < bestScore || nodes.length === 0) continue;
    best = { nodes, matchLength };
    bestScore = score;
  }
  return best;
}

/**
 * Where the last token leads to, the last two, and so on. A place that is reached as often as the next longer one is left out: the
 * same follows it, and less of that would be followed.
 */
function lociOf(
  tree: SuffixTree,
  context: readonly number[],
  mostContext: number,
): { readonly locus: Locus; readonly matchLength: number }[] {
  const found: { locus: Locus; matchLength: number }[] = [];
  for (let length = 1; length <= Math.min(mostContext, context.length); length++) {
    const locus = tree.locate(context, length);
    if (locus === undefined) break;
    if (found.at(-1)?.locus.node.count === locus.node.count) found.pop();
    found.push({ locus, matchLength: length });
  }
  return found;
}

/** The most probable nodes below a place, which are a tree without asking for it. */
function follow(locus: Locus, mostNodes: number): readonly Speculation[] {
  const nodes: Speculation[] = [];
  let open = behind(locus, { index: -1, depth: 0, chance: 1 });
  while (nodes.length < mostNodes && open.length > 0) {
    const best = open.reduce((a, b) => (b.chance > a.chance ? b : a));
    const { locus: place, ...node } = best;
    const children = behind(place, { index: nodes.length, ...node });
    nodes.push(node);
    open = open.filter((other) => other !== best).concat(children);
  }
  return nodes;
}

/** What follows a place and is probable enough. */
function behind(
  locus: Locus,
  parent: { readonly index: number; readonly depth: number; readonly chance: number },
): Open[] {
  // Half a time more and two places more each, because once is no proof.
  const numPlaces = locus.node.count + 2;
  const leastCount = Math.floor((leastChance / parent.chance) * numPlaces - 0.5);
  return continuationsAt(locus, leastCount)
    .toSorted((a, b) => b.count - a.count)
    .map(({ token, count, locus: next }, rank) => {
      const probability = (count + 0.5) / numPlaces;
      const chance = parent.chance * probability;
      const depth = parent.depth + 1;
      return { parent: parent.index, token, depth, rank, probability, chance, locus: next };
    })
    .filter(({ chance }) => chance >= leastChance);
}
