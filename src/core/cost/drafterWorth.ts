import { FadingRatio } from "./fadingRatio";

/** About the last 32 drafts count. */
const rate = 1 / 32;

/** Of the pass that an accepted token saves, its node and those that were refused beside it take about half. */
const savedPerToken = 0.5;

/** What a drafter is believed to save for what it takes, as firmly as after half a pass's time; and what a bad opinion fades to. */
const start = { value: 2, per: 0.5 };
const forgiven = 1.1;

/** One that does not pay is tried every so many drafts. */
const trialEvery = 8;

/**
 * Whether one drafter of several pays for itself: what the tokens save that it was the first to guess, for the time that it takes.
 * What another one had guessed before adds nothing.
 *
 * Worked example: where a pass takes 1 ms and a draft 0.05, one token in ten drafts pays just for itself.
 */
export class DrafterWorth {
  readonly #saved = new FadingRatio(rate, start);
  #numUnasked = 0;

  /** Whether to ask it for this draft. */
  wanted(): boolean {
    if (this.#pays || this.#numUnasked + 1 === trialEvery) {
      this.#numUnasked = 0;
      return true;
    }
    this.#numUnasked += 1;
    return false;
  }

  /**
   * What became of a draft for which it was asked.
   *
   * @param numTokens that it was the first to guess and that were accepted
   * @param cost what it took, in passes that draft nothing
   */
  add(numTokens: number, cost: number): void {
    this.#saved.add(savedPerToken * numTokens, cost);
  }

  /** Forgets half of a bad opinion: the next text may be of another kind. */
  doubt(): void {
    if (!this.#pays) this.#saved.halfwayTo(forgiven);
  }

  get #pays(): boolean {
    return this.#saved.value >= 1;
  }
}
