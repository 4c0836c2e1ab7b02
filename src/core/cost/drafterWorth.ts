import { FadingMean } from "./fadingMean";
import { FadingRatio } from "./fadingRatio";

/** About the last 32 drafts count. */
const rate = 1 / 32;

/** What a drafter is believed to save where nothing else was guessed, in passes, as firmly as after two such places. */
const start = { value: 0.5, per: 2 };

/** What a bad opinion fades to: a little more than what a draft takes. */
const forgiven = 1.1;

/**
 * One that takes less of a pass is asked in any case: whether its guesses are checked goes by what they are worth, and six such
 * drafters take no more than a few hundredths together. Beside a large model all are.
 */
const negligible = 0.005;

/** One that does not pay is tried every so many drafts. */
const trialEvery = 8;

/**
 * Whether one drafter of several pays for itself: what the tokens save that it was the first to guess, for the time that it and its
 * guesses take. What another one had guessed before adds nothing, so the more is guessed already, the less is there to be gained.
 *
 * Worked example: where a draft takes a twentieth of a pass and a guess a fifth, a drafter with one guess that is right in a quarter of
 * all places pays just for itself. Where the token behind the root is guessed already with 0.8, a fifth of that is left, and it is not
 * asked.
 */
export class DrafterWorth {
  /** Passes saved, and what was open where it was asked. */
  readonly #saved = new FadingRatio(rate, start);
  /** What a draft takes, in passes. */
  readonly #cost = new FadingMean(rate);
  #numUnasked = 0;

  /**
   * Whether to ask it for this draft.
   *
   * @param open probability that the token behind the root is none of those that others have guessed
   */
  wanted(open: number): boolean {
    if (this.#paysWhere(open) || this.#numUnasked + 1 >= trialEvery) {
      this.#numUnasked = 0;
      return true;
    }
    this.#numUnasked += 1;
    return false;
  }

  /**
   * What became of a draft for which it was asked.
   *
   * All in passes that draft nothing.
   *
   * @param saved what the tokens saved that it was the first to guess, less what it took to check its guesses
   * @param cost what the drafter itself took
   */
  add(saved: number, { open, cost }: { readonly open: number; readonly cost: number }): void {
    this.#cost.add(cost);
    this.#saved.add(saved, open);
  }

  /** Forgets half of a bad opinion: the next text may be of another kind. */
  doubt(): void {
    if (!this.pays) this.#saved.halfwayTo(forgiven * this.#cost.value);
  }

  /** Whether it does where nothing else was guessed. */
  get pays(): boolean {
    return this.#paysWhere(1);
  }

  #paysWhere(open: number): boolean {
    const cost = this.#cost.value;
    return cost < negligible || this.#saved.value * open >= cost;
  }
}
