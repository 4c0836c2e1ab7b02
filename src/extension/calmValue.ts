import type { Subscription } from "../protocol/channel";
import type { Timers } from "./timers";

export interface CalmValueParts<T> {
  readonly timers: Timers;
  /** The least time between two values that are shown. */
  readonly leastMs: number;
  readonly isSame: (a: T, b: T) => boolean;
  readonly show: (value: T) => void;
}

/** Shows what may be read just now: only when it changes, and not oftener than every so many milliseconds. */
export class CalmValue<T> {
  readonly #parts: CalmValueParts<T>;
  #shown: { readonly value: T; readonly at: number } | undefined;
  #next: (() => T) | undefined;
  #alarm: Subscription | undefined;

  constructor(parts: CalmValueParts<T>) {
    this.#parts = parts;
  }

  /** @param value asked for when it may be shown, and not at all if another one is set before */
  set(value: () => T): void {
    const { timers, leastMs } = this.#parts;
    this.#next = value;
    if (this.#alarm !== undefined) return;
    const waitMs = this.#shown === undefined ? 0 : this.#shown.at + leastMs - timers.now();
    if (waitMs <= 0) {
      this.#showNext();
      return;
    }
    this.#alarm = timers.after(waitMs, () => {
      this.#alarm = undefined;
      this.#showNext();
    });
  }

  dispose(): void {
    this.#alarm?.dispose();
    this.#next = undefined;
  }

  #showNext(): void {
    if (this.#next === undefined) return;
    const { timers, isSame, show } = this.#parts;
    const value = this.#next();
    this.#next = undefined;
    if (this.#shown !== undefined && isSame(this.#shown.value, value)) return;
    this.#shown = { value, at: timers.now() };
    show(value);
  }
}
