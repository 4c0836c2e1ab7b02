import { setTimeout } from "node:timers/promises";
import type { Cancellation } from "../../core/ports";
import { checkWanted } from "../work";

/** How long a download waits for what. Milliseconds. */
export interface Patience {
  /** Without a byte from the other side. */
  readonly idleMs: number;
  /** Attempts in a row that bring nothing. One that brings something begins the count anew. */
  readonly maxFailures: number;
  /** Before the second attempt; twice as long before each that follows. */
  readonly backoffMs: number;
  /** At most, also where the Hub asks for more. */
  readonly longestWaitMs: number;
}

export const usualPatience: Patience = {
  idleMs: 30_000,
  maxFailures: 6,
  backoffMs: 1000,
  longestWaitMs: 60_000,
};

/** How often it is looked whether the user has stopped the work. */
export const pollMs = 100;

/**
 * Waits, unless the user stops it.
 *
 * @throws user/cancelled
 */
export async function waitFor(
  ms: number,
  cancellation: Cancellation | undefined,
  what: string,
): Promise<void> {
  const end = performance.now() + ms;
  for (;;) {
    checkWanted(cancellation, what);
    const left = end - performance.now();
    if (left <= 0) return;
    await setTimeout(Math.min(left, pollMs));
  }
}

/**
 * What `Retry-After` asks for: seconds, or a date of the clock `now`. `undefined` if it says nothing that can be understood.
 *
 * @param now milliseconds since 1970
 */
export function retryAfterMs(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
