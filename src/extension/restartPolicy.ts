/** One end of an engine process that nobody asked for. */
export interface Crash {
  readonly atMs: number;
  /** Whether the process had a model ready before it ended. */
  readonly wasReady: boolean;
}

export type RestartDecision =
  { readonly kind: "restart"; readonly delayMs: number } | { readonly kind: "giveUp" };

const mostCrashes = 3;
const windowMs = 60_000;
const firstDelayMs = 500;
const longestDelayMs = 30_000;
/** Crashes older than this say nothing about the next one. */
const memoryMs = 600_000;
/** Enough for the longest delay. */
const mostRemembered = 10;

/**
 * Whether to start the engine again, and when: after 0.5 s, 1 s, 2 s and so on, doubling with each crash of the last ten
 * minutes, 30 s at most. Gives up after three crashes within a minute, and after three processes in a row that never got
 * ready, however long each took.
 *
 * @param crashes oldest first; the last one is the one to decide about
 */
export function decideRestart(crashes: readonly Crash[]): RestartDecision {
  const last = crashes.at(-1);
  if (last === undefined) return { kind: "restart", delayMs: 0 };
  const latest = crashes.slice(-mostCrashes);
  const isFull = latest.length === mostCrashes;
  const isQuick = latest.every((crash) => last.atMs - crash.atMs < windowMs);
  const isHopeless = latest.every((crash) => !crash.wasReady);
  if (isFull && (isQuick || isHopeless)) return { kind: "giveUp" };
  const numRecent = crashes.filter((crash) => last.atMs - crash.atMs < memoryMs).length;
  return {
    kind: "restart",
    delayMs: Math.min(firstDelayMs * 2 ** (numRecent - 1), longestDelayMs),
  };
}

/** The record with one crash more: no more of them than a decision looks at. */
export function recordCrash(crashes: readonly Crash[], crash: Crash): readonly Crash[] {
  return [...crashes, crash].slice(-mostRemembered);
}
