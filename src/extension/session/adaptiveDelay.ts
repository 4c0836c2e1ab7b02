import { clamp } from "../../core/clamp";
import type { Clock } from "../../core/ports";
import { cursorLine, type TextAround } from "../documentContext";

/** Times kept, of keys and of answers. */
const mostKept = 100;

/** A longer gap is a pause of the typist, and says nothing about the pace. */
const longestGapMs = 400;

/** Fewer gaps than that are no pace. */
const leastGaps = 20;

/** How long somebody of whom nothing is known takes from key to key. */
const usualGapMs = 200;

const leastDelayMs = 100;
const mostDelayMs = 1_000;

/**
 * How long to wait for a pause, from the typist's pace and from how long the answers take. Who types fast is waited for less long, for a
 * gap shows a pause sooner; where answers take long, they are asked for early; where a thought ends, a line or a word, the wait is short.
 *
 * Source: the debouncing of Tabby's agent (TabbyML/tabby, clients/tabby-agent/src/codeCompletion/debouncer.ts), in our own words.
 * Worked example: keys 150 ms apart, answers after 120 ms. Inside a word the wait is 3 * 150 - 120 = 330 ms, at the end of a line behind
 * `;` it is (3 - 1.5 * 0.9) * 150 - 120 = 127.5 ms.
 */
export class AdaptiveDelay {
  readonly #clock: Clock;
  readonly #gapsMs = new Recent();
  readonly #answersMs = new Recent();
  #lastKeyMs: number | undefined;
  #gapMs: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Between the last two keys, in milliseconds; `undefined` before there were two. */
  get gapMs(): number | undefined {
    return this.#gapMs;
  }

  /** A key was pressed. */
  keyed(): void {
    const nowMs = this.#clock.now();
    const gapMs = this.#lastKeyMs === undefined ? undefined : nowMs - this.#lastKeyMs;
    this.#lastKeyMs = nowMs;
    this.#gapMs = gapMs;
    if (gapMs !== undefined && gapMs <= longestGapMs) this.#gapsMs.add(gapMs);
  }

  /** The model answered after so long. */
  answered(ms: number): void {
    this.#answersMs.add(ms);
  }

  /** The wait before a request at this place, in milliseconds. */
  at(around: TextAround): number {
    const paceMs = this.#gapsMs.size > leastGaps ? this.#gapsMs.mean : usualGapMs;
    const baseMs = clamp(paceMs, leastDelayMs, longestGapMs);
    const rate = 3 - 1.5 * endScore(around);
    return clamp(rate * baseMs - this.#answersMs.mean, leastDelayMs, mostDelayMs);
  }
}

/** How much a place looks like the end of a thought, 0..1. */
function endScore(around: TextAround): number {
  const last = /.$/su.exec(around.prefix.slice(-2))?.[0] ?? "";
  return (
    (/^[\p{L}\p{N}_]?$/u.test(last) ? 0 : 0.5) +
    (cursorLine(around).after.trim() === "" ? 0.4 : 0) +
    (around.suffix.trim() === "" ? 0.1 : 0)
  );
}

/** The latest of some numbers. */
class Recent {
  #values: readonly number[] = [];

  get size(): number {
    return this.#values.length;
  }

  /** 0 of none. */
  get mean(): number {
    return this.#values.reduce((sum, value) => sum + value, 0) / Math.max(1, this.size);
  }

  add(value: number): void {
    this.#values = [...this.#values, value].slice(-mostKept);
  }
}
