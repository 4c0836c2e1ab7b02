import { at } from "../at";
import type { Coins } from "../sample/coins";
import type { TokenLaw } from "../sample/tokenLaw";

/**
 * A law from which tokens are taken away: what is left is normalised. The drafter that draws without replacement and the verifier
 * that weighs its draws keep the same account, to the last digit.
 */
export class RemainingLaw {
  readonly #ids: Int32Array;
  readonly #weights: Float64Array;
  #total: number;

  constructor({ ids, probabilities }: TokenLaw) {
    this.#ids = ids;
    this.#weights = probabilities.slice();
    this.#total = sumOf(probabilities);
  }

  /** Share of the first law's probability that is left; 0 once nothing can be drawn. */
  get total(): number {
    return this.#total;
  }

  /** Tokens of the first law. */
  get ids(): Int32Array {
    return this.#ids;
  }

  /** Probability of the token at an index of `ids`; 0 once it is taken away. */
  probabilityAt(index: number): number {
    return this.#total > 0 ? at(this.#weights, index) / this.#total : 0;
  }

  /** Probability of a token; 0 if it is no longer there, or never was. */
  probabilityOf(token: number): number {
    const index = this.#ids.indexOf(token);
    return index < 0 ? 0 : this.probabilityAt(index);
  }

  /** A token that is left. There must be one. */
  draw(coins: Coins): number {
    return at(this.#ids, coins.draw(this.#weights));
  }

  remove(token: number): void {
    const index = this.#ids.indexOf(token);
    if (index < 0) return;
    this.#weights[index] = 0;
    // Summed anew: a difference would leave rounding behind where nothing is left.
    this.#total = sumOf(this.#weights);
  }
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
