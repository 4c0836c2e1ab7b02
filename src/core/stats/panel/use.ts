import { numRequests, type UsageCounts } from "../usage/usageCounts";
import { daysUntil, numDays, type Day, type UsageDays } from "../usage/usageDays";
import { quotient } from "./printed";
import type { UseSection } from "./sections";

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
