import type { Clock } from "../../src/core/ports";

/** A clock that moves when told to, or by a fixed amount at every reading. */
export class FakeClock implements Clock {
  nowMs = 0;
  readonly #stepMs: number;

  constructor(stepMs = 0) {
    this.#stepMs = stepMs;
  }

  now(): number {
    this.nowMs += this.#stepMs;
    return this.nowMs;
  }
}
