import { ForetypeError } from "../../core/errors";
import type { Cancellation } from "../../core/ports";
import { Retryable } from "./hubErrors";
import { waitFor, type Patience } from "./patience";

export interface PersistOptions<Result> {
  /** Throws `Retryable` where another attempt may help. */
  readonly attempt: () => Promise<Result>;
  /** How far it has come, in any unit: an attempt that gets further makes the failures before it forgotten. */
  readonly mark: () => number;
  readonly patience: Patience;
  /** The subject of sentences about it. */
  readonly what: string;
  readonly cancellation: Cancellation | undefined;
}

/**
 * Tries until it works, with waits that double, as long as the patience lasts.
 *
 * @throws user/offline when it has worn out; user/cancelled; what `attempt` throws other than `Retryable`
 */
export async function persist<Result>({
  attempt,
  mark,
  patience: { maxFailures, backoffMs, longestWaitMs },
  what,
  cancellation,
}: PersistOptions<Result>): Promise<Result> {
  let numFailures = 0;
  let best = mark();
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Retryable)) throw error;
      numFailures = mark() > best ? 1 : numFailures + 1;
      best = Math.max(best, mark());
      const wantedMs = error.waitMs ?? Math.min(backoffMs * 2 ** (numFailures - 1), longestWaitMs);
      if (numFailures >= maxFailures || wantedMs > longestWaitMs) {
        throw new ForetypeError(
          "user/offline",
          `${what} has stopped: ${error.message}. Check the network and the proxy, and try again later; what has arrived is kept.`,
          { cause: error },
        );
      }
      await waitFor(wantedMs, cancellation, what);
    }
  }
}
