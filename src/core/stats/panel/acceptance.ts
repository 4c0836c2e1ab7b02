import { addByIndex } from "../drafterCounts";
import { quotient, roundTo } from "./printed";
import type { RequestSample } from "./requestSample";
import type { AcceptanceSection } from "./sections";
import { leastN } from "./thresholds";

/** Positions that have a column of their own; the one behind them holds the rest. */
const numColumns = 8;

/** Passes, and what was drafted and accepted in them by depth: `[i]` is about depth i + 1. */
export interface AcceptanceCounts {
  readonly passes: number;
  readonly drafted: readonly number[];
  readonly accepted: readonly number[];
}

export const noAcceptance: AcceptanceCounts = { passes: 0, drafted: [], accepted: [] };

/** With the passes of one more request. */
export function addAcceptance(
  { passes, drafted, accepted }: AcceptanceCounts,
  sample: Pick<RequestSample, "passes" | "draftedPasses" | "acceptedPasses">,
): AcceptanceCounts {
  const { draftedPasses, acceptedPasses } = sample;
  return {
    passes: passes + sample.passes,
    drafted: addByIndex(drafted, draftedPasses),
    accepted: addByIndex(accepted, acceptedPasses),
  };
}

/**
 * Accepted tokens behind the eighth depth are added up, so that all columns and the passes are the tokens written. Whatever was
 * drafted behind it was drafted at the ninth, too, so that column counts passes, like the others.
 */
export function acceptanceSection({
  passes,
  drafted,
  accepted,
}: AcceptanceCounts): AcceptanceSection {
  const numAccepted = accepted.reduce((sum, count) => sum + count, 0);
  const rest = accepted.slice(numColumns).reduce((sum, count) => sum + count, 0);
  const isDeep = accepted.length > numColumns;
  return {
    passes,
    mean: quotient(passes + numAccepted, passes) ?? 0,
    drafted: drafted.slice(0, numColumns + 1),
    accepted: [...accepted.slice(0, numColumns), ...(isDeep ? [rest] : [])],
  };
}

export interface AcceptanceFigures {
  /** Tokens a pass, as printed. */
  readonly mean: number;
  readonly passes: number;
  /** Shares of all passes, 0..1, by position; the ninth is all beyond the eighth. */
  readonly positions: readonly { readonly drafted: number; readonly accepted: number }[];
}

/** `undefined` while there are too few passes. */
export function acceptanceFigures(section: AcceptanceSection): AcceptanceFigures | undefined {
  const { passes, mean, drafted, accepted } = section;
  if (passes < leastN.passes) return undefined;
  const length = Math.max(drafted.length, accepted.length);
  const shareAt = (counts: readonly number[], i: number): number =>
    Math.min(1, (counts[i] ?? 0) / passes);
  const positions = Array.from({ length }, (_, i) => ({
    drafted: shareAt(drafted, i),
    accepted: shareAt(accepted, i),
  }));
  return { mean: roundTo(mean, 2), passes, positions };
}
