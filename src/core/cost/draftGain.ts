/** About the last 32 drafts count. */
const rate = 1 / 32;

/** A drafter that makes decoding slower by this much is not asked any more. */
const leastSpeed = 0.97;

/** Follows whether asking a drafter pays: how much faster decoding is with it than without, its own time included. */
export class DraftGain {
  /** Above 1 to begin with: many drafters have first to see some text. */
  #speed = 1.25;
  #draftMs = 0;
  #num = 0;

  /** Whether it does, as far as is known. */
  get pays(): boolean {
    return this.#speed >= leastSpeed;
  }

  /** What a draft takes. */
  get draftMs(): number {
    return this.#draftMs;
  }

  /** @param draft `speed` is tokens a millisecond, relative to plain decoding */
  add(draft: { readonly draftMs: number; readonly speed: number }): void {
    this.#num += 1;
    // At first a plain mean, so that one draft that took long is soon forgotten.
    const share = Math.max(rate, 1 / this.#num);
    this.#draftMs += share * (draft.draftMs - this.#draftMs);
    this.#speed += rate * (draft.speed - this.#speed);
  }

  /** Forgets a bad opinion, not a good one: the next text may be another kind. */
  doubt(): void {
    this.#speed = Math.max(1, this.#speed);
  }
}
