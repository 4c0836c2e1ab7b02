import type { Timers } from "../../src/extension/timers";

interface Alarm {
  readonly atMs: number;
  readonly ring: () => void;
}

/** A clock that stands still until the test moves it. */
export class FakeTimers implements Timers {
  #nowMs = 0;
  readonly #alarms = new Set<Alarm>();

  /** Alarms that have not rung. */
  get numPending(): number {
    return this.#alarms.size;
  }

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, ring: () => void): { dispose(): void } {
    const alarm = { atMs: this.#nowMs + delayMs, ring };
    this.#alarms.add(alarm);
    return {
      dispose: () => {
        this.#alarms.delete(alarm);
      },
    };
  }

  /** Moves on by `ms`, ringing what is due in order. */
  advance(ms: number): void {
    const end = this.#nowMs + ms;
    for (;;) {
      const due = [...this.#alarms].filter(({ atMs }) => atMs <= end);
      const next = due.sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.#alarms.delete(next);
      this.#nowMs = next.atMs;
      next.ring();
    }
    this.#nowMs = end;
  }
}
