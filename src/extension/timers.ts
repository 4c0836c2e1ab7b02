import type { Clock } from "../core/ports";
import type { Subscription } from "../protocol/channel";

/** A clock that also rings. An argument, so that tests need not wait. */
export interface Timers extends Clock {
  /** Calls `ring` once after `delayMs`, unless disposed before. Does not keep the process alive. */
  after(delayMs: number, ring: () => void): Subscription;
}

/** Node's own. */
export const nodeTimers: Timers = {
  now: () => performance.now(),
  after: (delayMs, ring) => {
    const timer = setTimeout(ring, delayMs).unref();
    return {
      dispose: () => {
        clearTimeout(timer);
      },
    };
  },
};
