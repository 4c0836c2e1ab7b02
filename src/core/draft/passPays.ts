import { bestSize } from "../cost/chooseSize";

/** A draft as far as it has grown, and what one more pass of the draft model would add to it. */
export interface Prospect {
  /** Path probabilities of what was drafted, in any order. */
  readonly chances: readonly number[];
  /** Those of what the pass is hoped to find. */
  readonly hopes: readonly number[];
  /** What the draft has cost so far. */
  readonly spentMs: number;
  /** What the pass is expected to cost; `undefined` where nothing has been measured. */
  readonly passMs: number | undefined;
}

/**
 * Whether one more pass of a draft model promises more tokens a millisecond than to check what is drafted already. Both times count,
 * its own and that of the model that checks. Where one of them is not known, it does.
 *
 * Worked example: a pass of the model takes 100 ms, whatever its nodes; one token of chance 0.8 was drafted in 10 ms: 1.8 / 110
 * tokens a millisecond. Another pass of 10 ms that is hoped to find a token of chance 0.64 makes it 2.44 / 120, which is more; one of
 * 60 ms makes it 2.44 / 170, which is less.
 *
 * @param msOf what the model's pass over so many nodes costs, the root included
 */
export function passPays(
  prospect: Prospect,
  msOf: ((numNodes: number) => number) | undefined,
): boolean {
  const { chances, hopes, spentMs, passMs } = prospect;
  if (passMs === undefined || msOf === undefined) return true;
  const now = bestSize(sorted(chances), msOf, spentMs).rate;
  return bestSize(sorted([...chances, ...hopes]), msOf, spentMs + passMs).rate > now;
}

function sorted(chances: readonly number[]): readonly number[] {
  return chances.toSorted((a, b) => b - a);
}
