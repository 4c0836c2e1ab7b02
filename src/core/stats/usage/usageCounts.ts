import type { ReasonId } from "../panel/sections";

/** Seconds after which it is looked whether accepted text is still there. */
export const keptAfterS = [30, 120, 600] as const;

export type KeptAfterS = (typeof keptAfterS)[number];

/** Accepted suggestions that were looked at again, and those whose text was still there. */
export interface KeptCount {
  readonly kept: number;
  readonly of: number;
}

/**
 * What became of requests, as counts alone. Each request that ended is one of `shown` or of one reason. Law: kept <= of <= accepted
 * <= shown, typedAlong + seen <= shown, acceptedChars <= newChars, reusedTokens <= promptTokens.
 */
export interface UsageCounts {
  /** Epoch ms of the first thing counted; left out before there is one. */
  readonly since?: number;
  readonly shown: number;
  /** Of `shown`: the rest of a suggestion that was typed along, and others that were known already. */
  readonly typedAlong: number;
  readonly seen: number;
  /** Of `shown`: taken, whole or from its beginning. */
  readonly accepted: number;
  readonly kept: Readonly<Record<KeptAfterS, KeptCount>>;
  /** UTF-16 code units that edits added, and those of them that came from suggestions. */
  readonly newChars: number;
  readonly acceptedChars: number;
  /** Of requests that the model answered. */
  readonly promptTokens: number;
  readonly reusedTokens: number;
  readonly reasons: Readonly<Partial<Record<ReasonId, number>>>;
}

const noneKept: KeptCount = { kept: 0, of: 0 };

export const noUsage: UsageCounts = {
  shown: 0,
  typedAlong: 0,
  seen: 0,
  accepted: 0,
  kept: { 30: noneKept, 120: noneKept, 600: noneKept },
  newChars: 0,
  acceptedChars: 0,
  promptTokens: 0,
  reusedTokens: 0,
  reasons: {},
};

/** The counts of both. */
export function addUsage(a: UsageCounts, b: UsageCounts): UsageCounts {
  const since = Math.min(a.since ?? Infinity, b.since ?? Infinity);
  const keptOf = (seconds: KeptAfterS): KeptCount => ({
    kept: a.kept[seconds].kept + b.kept[seconds].kept,
    of: a.kept[seconds].of + b.kept[seconds].of,
  });
  return {
    ...(Number.isFinite(since) && { since }),
    shown: a.shown + b.shown,
    typedAlong: a.typedAlong + b.typedAlong,
    seen: a.seen + b.seen,
    accepted: a.accepted + b.accepted,
    kept: { 30: keptOf(30), 120: keptOf(120), 600: keptOf(600) },
    newChars: a.newChars + b.newChars,
    acceptedChars: a.acceptedChars + b.acceptedChars,
    promptTokens: a.promptTokens + b.promptTokens,
    reusedTokens: a.reusedTokens + b.reusedTokens,
    reasons: addReasons(a.reasons, b.reasons),
  };
}

function addReasons(
  a: UsageCounts["reasons"],
  b: UsageCounts["reasons"],
): Partial<Record<ReasonId, number>> {
  const sum = { ...a };
  for (const [id, count] of Object.entries(b) as [ReasonId, number][]) {
    sum[id] = (sum[id] ?? 0) + count;
  }
  return sum;
}

/** Requests that ended. */
export function numRequests({ shown, reasons }: UsageCounts): number {
  return Object.values(reasons).reduce((sum, count) => sum + count, shown);
}
