import { addUsage, noUsage, type UsageCounts } from "./usageCounts";

/** Days that are remembered, today included. */
export const numDays = 14;

/** A day by its local date, "2026-03-17". */
export type Day = string;

/** Counts by day, as they are stored. */
export type UsageDays = Readonly<Record<Day, UsageCounts>>;

const msPerDay = 86_400_000;

/** The days up to `today`, it being the last. */
export function daysUntil(today: Day, length: number): readonly Day[] {
  const end = Date.parse(today);
  return Array.from({ length }, (_, i) =>
    new Date(end - (length - 1 - i) * msPerDay).toISOString().slice(0, 10),
  );
}

/** With more counts of today, and without what is older than 14 days. */
export function addToday(days: UsageDays, today: Day, counts: UsageCounts): UsageDays {
  return mergeDays(days, { [today]: counts }, today);
}

/** The days of both, without what is older than 14 days: of two windows, or of this machine and an import. */
export function mergeDays(a: UsageDays, b: UsageDays, today: Day): UsageDays {
  const merged: Record<Day, UsageCounts> = {};
  for (const day of daysUntil(today, numDays)) {
    const counts = [a[day], b[day]].filter((of) => of !== undefined);
    if (counts.length > 0) merged[day] = counts.reduce(addUsage);
  }
  return merged;
}

/** The last days together; `length` 1 is today. */
export function usageOfDays(days: UsageDays, today: Day, length: number): UsageCounts {
  return daysUntil(today, length)
    .map((day) => days[day] ?? noUsage)
    .reduce(addUsage, noUsage);
}
