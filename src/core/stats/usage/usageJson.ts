import { reasonIds } from "../panel/reasonIds";
import type { ReasonId } from "../panel/sections";
import {
  keptAfterS,
  noUsage,
  type KeptAfterS,
  type KeptCount,
  type UsageCounts,
} from "./usageCounts";
import { mergeDays, type Day, type UsageDays } from "./usageDays";

/** Raised with every change of what is stored. */
const version = 1;

/** Counts by day as they are stored and exported: numbers and reasons only. */
export interface UsageJson {
  readonly version: typeof version;
  readonly days: UsageDays;
}

export function usageJson(days: UsageDays): UsageJson {
  return { version, days };
}

/**
 * Reads what was stored or exported, of the last 14 days. A count that does not fit becomes 0, and one that is above what it is a
 * part of becomes that: counts are worth less than a start without complaint.
 */
export function parseUsage(value: unknown, today: Day): UsageDays {
  const stored = asRecord(value);
  if (stored["version"] !== version) return {};
  const days = Object.entries(asRecord(stored["days"])).map(
    ([day, counts]) => [day, parseCounts(asRecord(counts))] as const,
  );
  return mergeDays({}, Object.fromEntries(days), today);
}

function parseCounts(stored: Readonly<Record<string, unknown>>): UsageCounts {
  const shown = countOf(stored["shown"]);
  const typedAlong = countOf(stored["typedAlong"], shown);
  const accepted = countOf(stored["accepted"], shown);
  const newChars = countOf(stored["newChars"]);
  const promptTokens = countOf(stored["promptTokens"]);
  const since = countOf(stored["since"]);
  return {
    ...(since > 0 && { since }),
    shown,
    typedAlong,
    seen: countOf(stored["seen"], shown - typedAlong),
    accepted,
    kept: parseKept(asRecord(stored["kept"]), accepted),
    newChars,
    acceptedChars: countOf(stored["acceptedChars"], newChars),
    promptTokens,
    reusedTokens: countOf(stored["reusedTokens"], promptTokens),
    reasons: parseReasons(asRecord(stored["reasons"])),
  };
}

function parseKept(
  stored: Readonly<Record<string, unknown>>,
  accepted: number,
): UsageCounts["kept"] {
  const counts: Record<KeptAfterS, KeptCount> = { ...noUsage.kept };
  for (const seconds of keptAfterS) {
    const count = asRecord(stored[seconds]);
    const of = countOf(count["of"], accepted);
    counts[seconds] = { kept: countOf(count["kept"], of), of };
  }
  return counts;
}

function parseReasons(stored: Readonly<Record<string, unknown>>): UsageCounts["reasons"] {
  const counts: Partial<Record<ReasonId, number>> = {};
  for (const id of reasonIds) {
    const count = countOf(stored[id]);
    if (count > 0) counts[id] = count;
  }
  return counts;
}

/** A count, or 0 for anything else. */
function countOf(value: unknown, most = Number.MAX_SAFE_INTEGER): number {
  const isCount = typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
  return isCount ? Math.min(value, most) : 0;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
