import { FadingRatio } from "./fadingRatio";

/** About the last 32 drafts count. */
const rate = 1 / 32;

/** What is believed of drafts before any was seen: that they keep what they promise, as firmly as after so many tokens. */
const start = { value: 1, per: 16 };

const least = 0.25;
const most = 1.5;

/**
 * What drafts keep of what they promise. The most promising guesses are chosen, and they are on average those that were overrated;
 * so is what stands behind the cursor, where the model has not yet agreed to anything. The first draft of a request is therefore
 * told from the later ones.
 */
export class DraftTrust {
  readonly #kept = new FadingRatio(rate, start);

  /** By what to multiply the path probabilities of a draft's nodes, for their sum to be the tokens that it gains. */
  get factor(): number {
    return Math.min(most, Math.max(least, this.#kept.value));
  }

  /**
   * @param promised sum of the path probabilities of the nodes that were checked
   * @param kept how many of them were accepted
   */
  add(promised: number, kept: number): void {
    if (promised > 0) this.#kept.add(kept, promised);
  }
}
