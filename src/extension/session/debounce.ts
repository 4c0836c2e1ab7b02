import type { Subscription } from "../../protocol/channel";
import type { Timers } from "../timers";

/** How a wait ended. */
export type WaitEnd = "elapsed" | "superseded" | "cancelled";

/** Waits for a pause between requests. Only the newest caller waits; every other is told at once that it was superseded. */
export class Debounce {
  readonly #timers: Timers;
  #endCurrent: (end: WaitEnd) => void = () => undefined;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Settles exactly once and never rejects. Zero milliseconds or less elapse at once. */
  wait(delayMs: number, signal: AbortSignal): Promise<WaitEnd> {
    this.#endCurrent("superseded");
    if (signal.aborted) return Promise.resolve("cancelled");
    if (delayMs <= 0) return Promise.resolve("elapsed");
    return new Promise((resolve) => {
      const cancel = (): void => {
        settle("cancelled");
      };
      const timer: Subscription = this.#timers.after(delayMs, () => {
        settle("elapsed");
      });
      const settle = (end: WaitEnd): void => {
        timer.dispose();
        signal.removeEventListener("abort", cancel);
        // A second call would settle nothing, but must not end a later caller's wait.
        if (this.#endCurrent === settle) this.#endCurrent = () => undefined;
        resolve(end);
      };
      signal.addEventListener("abort", cancel, { once: true });
      this.#endCurrent = settle;
    });
  }
}
