import { numRequests, type UsageCounts } from "../usage/usageCounts";
import { daysUntil, numDays, type Day, type UsageDays } from "../usage/usageDays";
import { quotient } from "./printed";
import type { UseSection } from "./sections";
import { leastN } from "./thresholds";

/**
 * @param counts of the scope that is shown
 * @param days the last 14, whatever the scope
 */
export function useSection(counts: UsageCounts, days: UsageDays, today: Day): UseSection {
  const reuse = quotient(counts.reusedTokens, counts.promptTokens);
  const { kept, of } = counts.kept[30];
  return {
    requests: numRequests(counts),
    shown: counts.shown,
    accepted: counts.accepted,
    kept,
    keptOf: of,
    typedAlong: counts.typedAlong,
    seen: counts.seen,
    ...(reuse !== undefined && { reuse }),
    days: daysUntil(today, numDays).map((day) => {
      const of = days[day];
      return of === undefined ? null : (quotient(of.acceptedChars, of.newChars) ?? null);
    }),
    newChars: counts.newChars,
    acceptedChars: counts.acceptedChars,
  };
}

/** Shares as they are printed, 0..1; each left out while there is too little of what it is a share of. */
export interface UseFigures {
  /** Of new characters. */
  readonly ofNewCode?: number;
  /** Of requests. */
  readonly shown?: number;
  /** Of those shown. */
  readonly accepted?: number;
  /** Of those accepted that enough time has passed for. */
  readonly kept?: number;
  readonly fromMemory: number;
  readonly memoryShare?: number;
}

export function useFigures(section: UseSection): UseFigures {
  const fromMemory = section.typedAlong + section.seen;
  return {
    ...named("ofNewCode", section.acceptedChars, section.newChars),
    ...named("shown", section.shown, section.requests),
    ...named("accepted", section.accepted, section.shown),
    ...named("kept", section.kept, section.keptOf),
    fromMemory,
    ...named("memoryShare", fromMemory, section.shown),
  };
}

function named(
  name: "ofNewCode" | "shown" | "accepted" | "kept" | "memoryShare",
  part: number,
  whole: number,
): Partial<Record<typeof name, number>> {
  return whole < leastN.share ? {} : { [name]: part / whole };
}
