import type { Timers } from "../timers";

/** How long an answer counts. A plug is pulled rarely, and on some systems asking takes half a second of a core. */
const memoryMs = 120_000;

/** Where this machine's power comes from, as it was a short while ago. Asks only when somebody wants to know, and in the background. */
export class PowerSource {
  readonly #read: () => Promise<boolean>;
  readonly #timers: Pick<Timers, "now">;
  #isOnBattery: boolean | undefined;
  #askedMs = Number.NEGATIVE_INFINITY;

  /** @param read whether the machine runs on its battery */
  constructor(read: () => Promise<boolean>, timers: Pick<Timers, "now">) {
    this.#read = read;
    this.#timers = timers;
  }

  /** Whether the machine runs on its battery; `undefined` until the first answer is there. */
  get isOnBattery(): boolean | undefined {
    this.refresh();
    return this.#isOnBattery;
  }

  /** Asks unless that was done a short while ago. */
  refresh(): void {
    const nowMs = this.#timers.now();
    if (nowMs - this.#askedMs < memoryMs) return;
    this.#askedMs = nowMs;
    this.#read().then(
      (isOnBattery) => {
        this.#isOnBattery = isOnBattery;
      },
      () => undefined,
    );
  }
}
