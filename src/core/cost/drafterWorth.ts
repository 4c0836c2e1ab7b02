import { FadingRatio } from "./fadingRatio";

/** About the last 32 drafts count. */
const rate = 1 / 32;

/** Of the pass that an accepted token saves, its node and those that were refused beside it take about half. */
const savedPerToken = 0.5;

/** What a drafter is believed to save where nothing else was guessed, in passes, as firmly as after two such places. */
const start = { value: 0.5, per: 2 };

/** What a bad opinion fades to: a little more than what a draft takes. */
const forgiven = 1.1;

/** One that does not pay is tried every so many drafts. */
const trialEvery = 8;

/**
 * Whether one drafter of several pays for itself: what the tokens save that it was the first to guess, for the time that it takes.
 * What another one had guessed before adds nothing, so the more is guessed already, the less is there to be gained.
 *
 * Worked example: where a draft takes a twentieth of a pass, one token in ten drafts pays just for itself. Where the token behind the
 * root is guessed already with 0.8, a fifth of that is left, and the drafter is not asked.
 */
export class DrafterWorth {
  /** Passes saved, and what was open where it was asked. */
  readonly #saved = new FadingRatio(rate, start);
  /** What a draft takes, in passes; 0 before the first. */
  #cost = 0;
  #num = 0;
  #numUnasked = 0;

  /**
   * Whether to ask it for this draft.
   *
   * @param open probability that the token behind the root is none of those that others have guessed
   */
  wanted(open: number): boolean {
    if (this.#pays(open) || this.#numUnasked + 1 >= trialEvery) {
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
  add(numTokens: number, { open, cost }: { readonly open: number; readonly cost: number }): void {
    this.#num += 1;
    // At first a plain mean, so that one draft that took long is soon forgotten.
    this.#cost += Math.max(rate, 1 / this.#num) * (cost - this.#cost);
    this.#saved.add(savedPerToken * numTokens, open);
  }

  /** Forgets half of a bad opinion: the next text may be of another kind. */
  doubt(): void {
    if (!this.#pays(1)) this.#saved.halfwayTo(forgiven * this.#cost);
  }

  #pays(open: number): boolean {
    return this.#saved.value * open >= this.#cost;
  }
}
