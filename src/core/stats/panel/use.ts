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
  readonly ofNewCode: number | undefined;
  /** Of requests. */
  readonly shown: number | undefined;
  /** Of those shown. */
  readonly accepted: number | undefined;
  /** Of those accepted that enough time has passed for. */
  readonly kept: number | undefined;
  readonly fromMemory: number;
  /** Of those shown. */
  readonly memoryShare: number | undefined;
}

export function useFigures(use: UseSection): UseFigures {
  const fromMemory = use.typedAlong + use.seen;
  return {
    ofNewCode: share(use.acceptedChars, use.newChars),
    shown: share(use.shown, use.requests),
    accepted: share(use.accepted, use.shown),
    kept: share(use.kept, use.keptOf),
    fromMemory,
    memoryShare: share(fromMemory, use.shown),
  };
}

function share(part: number, whole: number): number | undefined {
  return whole < leastN.share ? undefined : quotient(part, whole);
}
