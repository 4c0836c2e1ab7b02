import type { Outcome } from "../complete/outcome";
import type { TracedToken } from "../trace/completionTrace";

/** What a way of decoding wrote at a place, and how long it took to write it. */
export interface MeasuredText {
  /** As the model wrote them, before anything was trimmed. */
  readonly tokens: readonly Pick<TracedToken, "text" | "probability" | "runnerUp">[];
  readonly numTokens: number;
  /** Drafting, checking and choosing: what the panel calls speed while writing. */
  readonly writingMs: number;
}

/** Taken from an outcome, whether or not its text would be shown; `undefined` where nothing was written, or not traced. */
export function measuredText({ trace, stats }: Outcome): MeasuredText | undefined {
  if (trace === undefined || stats === undefined) return undefined;
  const { numGeneratedTokens: numTokens, decodeMs: writingMs } = stats;
  return numTokens > 0 && writingMs > 0
    ? { tokens: trace.tokens, numTokens, writingMs }
    : undefined;
}

/** Tokens per second. */
export function speedOf({ numTokens, writingMs }: MeasuredText): number {
  return (1_000 * numTokens) / writingMs;
}
