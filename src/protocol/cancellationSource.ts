import type { Cancellation } from "../core/ports";
import type { Subscription } from "./channel";

/** A `Cancellation` that also tells when it happens, for those who would otherwise have to wait for their turn to look. */
export interface CancellationToken extends Cancellation {
  /** Calls `listener` once; at once if it has happened already. */
  onCancelled(listener: () => void): Subscription;
}

/** The end that cancels. Cancelling twice is cancelling once. */
export class CancellationSource implements CancellationToken {
  #isCancelled = false;
  readonly #listeners = new Set<() => void>();

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  onCancelled(listener: () => void): Subscription {
    if (this.#isCancelled) listener();
    else this.#listeners.add(listener);
    return {
      dispose: () => {
        this.#listeners.delete(listener);
      },
    };
  }

  cancel(): void {
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener();
  }
}
