import type { Subscription } from "../protocol/channel";

/** Calls `ring` once after `delayMs`, unless disposed before. An argument, so that tests need not wait. */
export type Alarm = (delayMs: number, ring: () => void) => Subscription;

/** Node's own, which does not keep the process alive. */
export const nodeAlarm: Alarm = (delayMs, ring) => {
  const timer = setTimeout(ring, delayMs).unref();
  return {
    dispose: () => {
      clearTimeout(timer);
    },
  };
};
