import { holeStarts } from "../model/fimFormat";
import type { CheckRun } from "./checkModel";
import type { PromptWay } from "./promptWays";

/** All runs of one way, a case each, the cases in the same order for all ways. */
export interface WayRuns {
  readonly way: PromptWay;
  readonly runs: readonly CheckRun[];
}

/** Standard errors by which a way must be behind before it counts as worse. */
const numErrors = 2;

/**
 * The way to ask a model from what came of the same cases in each: those that are not clearly behind the one with the most
 * exact matches; among them those that keep the cache while the user types, if there are any; among them those that do not clearly
 * need more bits for the truth than the one that needs the fewest; and of these the one whose hole starts furthest from the cursor, so
 * that it moves most seldom.
 *
 * "Clearly" is two standard errors of the paired differences (McNemar's test for the exact matches): a few dozen cases tell ten points
 * of exact match from nothing at all, and bits tell much more.
 *
 * @param ways one at least; with exact healing, as the editor heals
 */
export function chooseWay(ways: readonly WayRuns[]): PromptWay | undefined {
  const good = notClearlyWorse(ways, ({ isExact }) => (isExact ? 0 : 1));
  const lasting = good.filter(({ way }) => keepsCache(way));
  const quick = lasting.length > 0 ? lasting : good;
  const likely = notClearlyWorse(quick, ({ truth }) => truth && truth.bits / truth.numCharacters);
  const [chosen] = likely.toSorted((a, b) => placeOf(b.way) - placeOf(a.way));
  return chosen?.way;
}

/** With the suffix first, nothing but the cursor itself moves behind what is typed. */
function keepsCache({ holeStart, layout }: PromptWay): boolean {
  return holeStart !== "cursor" || layout === "suffix-first";
}

/** Larger is preferred where nothing else decides. */
function placeOf({ holeStart, layout }: PromptWay): number {
  return 2 * holeStarts.indexOf(holeStart) + (layout === "prefix-first" ? 1 : 0);
}

/** Those that are not clearly above the one with the smallest sum. A case that was not measured in both says nothing. */
function notClearlyWorse(
  ways: readonly WayRuns[],
  loss: (run: CheckRun) => number | undefined,
): readonly WayRuns[] {
  const differences = (one: WayRuns, other: WayRuns): readonly number[] =>
    one.runs.flatMap((run, index) => {
      const paired = other.runs[index];
      const [own, its] = [loss(run), paired && loss(paired)];
      return own === undefined || its === undefined ? [] : [own - its];
    });
  const best = ways.find((one) => ways.every((other) => sumOf(differences(one, other)) <= 0));
  if (best === undefined) return ways;
  return ways.filter((one) => !isClearlyAbove(differences(one, best)));
}

/** Whether the mean of differences is above 0 by more than chance: the sum by `numErrors` times the root of the sum of squares. */
function isClearlyAbove(differences: readonly number[]): boolean {
  const squares = sumOf(differences.map((difference) => difference * difference));
  return sumOf(differences) > numErrors * Math.sqrt(squares);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
