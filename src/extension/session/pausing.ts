import type { Subscription } from "../../protocol/channel";
import type { Timers } from "../timers";

/** Why nothing is suggested for a while. */
export type Pause =
  /** `untilMs` by the clock of the timers; left out until the user goes on by hand. */
  { readonly by: "user"; readonly untilMs?: number } | { readonly by: "battery" };

export interface PausingParts {
  readonly timers: Timers;
  /** Whether suggestions are to pause while the machine runs on its battery, and does so now. */
  readonly isSparing: () => boolean;
  /** Called when the user's pause begins and ends. */
  readonly onChange: () => void;
}

/** Whether suggestions are paused: by the user, for a time or until further notice, or to spare the battery. */
export class Pausing {
  readonly #parts: PausingParts;
  #byUser: Extract<Pause, { readonly by: "user" }> | undefined;
  #end: Subscription | undefined;

  constructor(parts: PausingParts) {
    this.#parts = parts;
  }

  /** Why suggestions are paused now; `undefined` if they are not. */
  get current(): Pause | undefined {
    if (this.#byUser !== undefined) return this.#byUser;
    return this.#parts.isSparing() ? { by: "battery" } : undefined;
  }

  /** Pauses from now on, for `ms` or until `resume`. */
  pause(ms?: number): void {
    const { timers, onChange } = this.#parts;
    this.#end?.dispose();
    this.#end = undefined;
    this.#byUser = { by: "user" };
    if (ms !== undefined) {
      this.#byUser = { by: "user", untilMs: timers.now() + ms };
      this.#end = timers.after(ms, () => {
        this.resume();
      });
    }
    onChange();
  }

  /** Ends the user's pause. What the battery is spared stays. */
  resume(): void {
    this.#end?.dispose();
    this.#end = undefined;
    if (this.#byUser === undefined) return;
    this.#byUser = undefined;
    this.#parts.onChange();
  }
}

/** For the log. */
export function pauseSentence({ by }: Pause): string {
  return by === "user" ? "Suggestions are paused." : "Suggestions are paused to spare the battery.";
}
