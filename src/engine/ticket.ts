import type { NoSuggestionReason } from "../core/complete/outcome";
import type { Cancellation } from "../core/ports";

/** Why a request is no longer wanted. */
export type Withdrawal = Extract<NoSuggestionReason, "cancelled" | "superseded">;

/** A request's right to be worked on. The first reason to withdraw it is the one that counts. */
export class Ticket implements Cancellation {
  #withdrawal: Withdrawal | undefined;
  readonly #onWithdrawn: (why: Withdrawal) => void;

  constructor(onWithdrawn: (why: Withdrawal) => void) {
    this.#onWithdrawn = onWithdrawn;
  }

  get withdrawal(): Withdrawal | undefined {
    return this.#withdrawal;
  }

  get isCancelled(): boolean {
    return this.#withdrawal !== undefined;
  }

  withdraw(why: Withdrawal): void {
    if (this.#withdrawal !== undefined) return;
    this.#withdrawal = why;
    this.#onWithdrawn(why);
  }
}
