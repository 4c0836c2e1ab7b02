import type { Subscription } from "../protocol/channel";
import type { Timers } from "./timers";

/** Work that is shorter is not worth a sign. */
const delayMs = 300;

/** A sign that goes at once cannot be read. */
const leastMs = 400;

/** Whether it is to be shown that the model works: behind 300 ms of work, and then for 400 ms at least. */
export class WorkingSign {
  readonly #timers: Timers;
  readonly #onChange: () => void;
  #numBusy = 0;
  #shownAt: number | undefined;
  #alarm: Subscription | undefined;

  constructor(timers: Timers, onChange: () => void) {
    this.#timers = timers;
    this.#onChange = onChange;
  }

  get isShown(): boolean {
    return this.#shownAt !== undefined;
  }

  /** Follows a piece of work to its end, whatever that is. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#begin();
    try {
      return await work;
    } finally {
      this.#end();
    }
  }

  dispose(): void {
    this.#alarm?.dispose();
  }

  #begin(): void {
    this.#numBusy += 1;
    if (this.#numBusy > 1) return;
    this.#alarm?.dispose();
    if (this.isShown) return;
    this.#alarm = this.#timers.after(delayMs, () => {
      this.#set(this.#timers.now());
    });
  }

  #end(): void {
    this.#numBusy -= 1;
    if (this.#numBusy > 0) return;
    this.#alarm?.dispose();
    if (this.#shownAt === undefined) return;
    this.#alarm = this.#timers.after(this.#shownAt + leastMs - this.#timers.now(), () => {
      this.#set(undefined);
    });
  }

  #set(shownAt: number | undefined): void {
    this.#shownAt = shownAt;
    this.#onChange();
  }
}
