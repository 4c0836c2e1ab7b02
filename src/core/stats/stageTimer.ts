import type { Clock } from "../ports";
import { noStageMs, type StageMs } from "./decodeStats";

/** Splits elapsed time into stages without gaps: each lap takes all the time since the lap before. */
export class StageTimer {
  readonly #clock: Clock;
  readonly #startMs: number;
  readonly #ms = { ...noStageMs };
  #lastLapMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startMs = clock.now();
    this.#lastLapMs = this.#startMs;
  }

  /** From the start to the last lap. */
  get elapsedMs(): number {
    return this.#lastLapMs - this.#startMs;
  }

  /** A copy of the stages so far. */
  get ms(): StageMs {
    return { ...this.#ms };
  }

  /** Books the time since the last lap, or since the start, to `stage`. */
  lap(stage: keyof StageMs): void {
    const nowMs = this.#clock.now();
    this.#ms[stage] += nowMs - this.#lastLapMs;
    this.#lastLapMs = nowMs;
  }
}
