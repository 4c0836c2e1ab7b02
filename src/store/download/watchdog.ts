import type { Cancellation } from "../../core/ports";
import { pollMs } from "./patience";

/** Ends a request that the user has stopped, or whose other side has gone silent. */
export class Watchdog {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #lastSign = performance.now();
  #isIdle = false;

  constructor(idleMs: number, cancellation: Cancellation | undefined) {
    this.#timer = setInterval(
      () => {
        this.#isIdle ||= performance.now() - this.#lastSign > idleMs;
        if (this.#isIdle || cancellation?.isCancelled === true) this.#controller.abort();
      },
      Math.min(pollMs, idleMs),
    );
  }

  /** For `fetch`. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether it was silence that ended the request. */
  get isIdle(): boolean {
    return this.#isIdle;
  }

  /** The other side has given a sign of life. */
  touch(): void {
    this.#lastSign = performance.now();
  }

  /** The request is over. */
  stop(): void {
    clearInterval(this.#timer);
  }
}
