/** About the last 32 drafts count. */
const rate = 1 / 32;

/** A drafter that makes decoding slower by this much is not asked any more. */
const leastSpeed = 0.97;

/** To begin with: many drafters have first to see some text. */
const startingSpeed = 1.25;

/** Follows whether asking a drafter pays: how much faster decoding is with it than without, its own time included. */
export class DraftGain {
  /** Tokens gained, and what they cost in passes without a draft; old ones fade. */
  #numTokens = startingSpeed / rate;
  #numPasses = 1 / rate;
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

  /** @param draft `cost` is what it and its pass took, in passes without a draft */
  add(draft: {
    readonly draftMs: number;
    readonly numTokens: number;
    readonly cost: number;
  }): void {
    this.#num += 1;
    // At first a plain mean, so that one draft that took long is soon forgotten.
    const share = Math.max(rate, 1 / this.#num);
    this.#draftMs += share * (draft.draftMs - this.#draftMs);
    // Sums and not a mean of ratios, in which a large pass would count no more than a small one.
    this.#numTokens = (1 - rate) * this.#numTokens + draft.numTokens;
    this.#numPasses = (1 - rate) * this.#numPasses + draft.cost;
  }

  /** Forgets half of a bad opinion and nothing of a good one: the next text may be another kind, and often is none. */
  doubt(): void {
    if (this.#speed < 1) this.#numTokens = (this.#numTokens + this.#numPasses) / 2;
  }

  get #speed(): number {
    return this.#numTokens / this.#numPasses;
  }
}
