import type { Subscription } from "../protocol/channel";
import type { Alarm } from "./alarm";

/** Ends what serves windows some time after the last one has left: one that is loaded anew comes back within seconds. */
export class IdleExit {
  readonly #lingerMs: number;
  readonly #alarm: Alarm;
  readonly #exit: () => void;
  #numWindows = 0;
  #ending: Subscription | undefined;

  /** @param parts.exit called once nobody has come for `lingerMs`, from the beginning on */
  constructor(parts: {
    readonly lingerMs: number;
    readonly alarm: Alarm;
    readonly exit: () => void;
  }) {
    this.#lingerMs = parts.lingerMs;
    this.#alarm = parts.alarm;
    this.#exit = parts.exit;
    this.#wait();
  }

  came(): void {
    this.#numWindows += 1;
    this.#ending?.dispose();
  }

  left(): void {
    this.#numWindows -= 1;
    if (this.#numWindows === 0) this.#wait();
  }

  #wait(): void {
    this.#ending = this.#alarm(this.#lingerMs, this.#exit);
  }
}
