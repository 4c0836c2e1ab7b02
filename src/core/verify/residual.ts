import { at } from "../at";
import type { RemainingLaw } from "../draft/remainingLaw";
import type { Coins } from "../sample/coins";

/**
 * What of a node's law is still to be given out while drafts are weighed against it.
 */
export class Residual {
  readonly #weights: Float64Array;
  #scale = 1;
  #mass: number;

  /**
   * @param law [V] belongs to this object from now on
   * @param mass what of it there is to give out; all if left out
   */
  constructor(law: Float64Array, mass = 1) {
    this.#weights = law;
    this.#scale = mass;
    this.#mass = mass;
  }

  /** Everything that is left. */
  get mass(): number {
    return this.#mass;
  }

  /** What is left of a token. */
  massOf(token: number): number {
    return this.#scale * at(this.#weights, token);
  }

  /**
   * Takes away what a draw from `law` can have given out: max(residual - law, 0).
   *
   * @returns what is left
   */
  subtract(law: RemainingLaw): number {
    for (const [i, token] of law.ids.entries()) {
      const given = Math.min(law.probabilityAt(i), this.massOf(token));
      if (given <= 0) continue;
      this.#weights[token] = (this.massOf(token) - given) / this.#scale;
    }
    // Summed anew: differences would leave a mass where no token has any.
    let left = 0;
    for (let token = 0; token < this.#weights.length; token++) left += at(this.#weights, token);
    this.#mass = this.#scale * left;
    return this.#mass;
  }

  rescale(factor: number): void {
    this.#scale *= factor;
    this.#mass *= factor;
  }

  /** A token, by what is left of it. Something must be left. */
  draw(coins: Coins): number {
    return coins.draw(this.#weights);
  }
}
