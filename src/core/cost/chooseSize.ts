import { at } from "../at";

/** A draft has to promise so much more speed than none. */
const leastGain = 1.05;

/**
 * How many of the most probable nodes to check in one pass: as many as promise the most tokens a millisecond, or none where no
 * number promises 5 % more than none does. A pass yields one token and, on average, one for each unit of path probability.
 *
 * All numbers are tried: where a pass of two nodes costs three times one of one, and one of twelve no more, no node pays on its
 * own and eleven pay together.
 *
 * Worked example: with chances .8 and .2 and passes of 10, 11 and 13 ms, rates are 1 / 10, 1.8 / 11 and 2 / 13 tokens a
 * millisecond: one node is best.
 *
 * @param chances path probabilities, the greatest first
 * @param msOf what a pass over so many nodes costs, the root included
 * @param draftMs what the draft has cost already, whatever becomes of it
 */
export function chooseSize(
  chances: ArrayLike<number>,
  msOf: (numNodes: number) => number,
  draftMs = 0,
): number {
  const best = bestSize(chances, msOf, draftMs);
  return best.rate >= leastGain / (draftMs + msOf(1)) ? best.size : 0;
}

/** The size that promises the most tokens a millisecond, however little more than none, and that rate; see `chooseSize`. */
export function bestSize(
  chances: ArrayLike<number>,
  msOf: (numNodes: number) => number,
  draftMs: number,
): { readonly size: number; readonly rate: number } {
  let best = { size: 0, rate: 1 / (draftMs + msOf(1)) };
  let expected = 1;
  for (let size = 1; size <= chances.length; size++) {
    expected += at(chances, size - 1);
    const rate = expected / (draftMs + msOf(1 + size));
    if (rate > best.rate) best = { size, rate };
  }
  return best;
}

/**
 * The least that a node of a pass may be taken to cost. The last node of the best draft pays for what it adds at no less than the
 * rate of any other draft, so where costs rise by more and more, a node whose probability is below this times such a rate is in
 * vain. Where some sizes cost no more than smaller ones, nodes are free in between; a guess is not, so there half of what nodes cost
 * on average counts. What is ruled out by that lowers the best rate by a thousandth on average.
 *
 * @param maxNodes the largest pass, the root included
 * @returns 0 where no pass has a node below the root
 */
export function leastNodeCost(msOf: (numNodes: number) => number, maxNodes: number): number {
  if (maxNodes < 2) return 0;
  const plainMs = msOf(1);
  let least = Infinity;
  let leastAverage = Infinity;
  let beforeMs = plainMs;
  for (let size = 2; size <= maxNodes; size++) {
    const ms = msOf(size);
    least = Math.min(least, ms - beforeMs);
    leastAverage = Math.min(leastAverage, (ms - plainMs) / (size - 1));
    beforeMs = ms;
  }
  return Math.max(least, leastAverage / 2);
}
