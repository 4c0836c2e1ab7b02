import { at } from "../at";
import type { RemainingLaw } from "../draft/remainingLaw";
import type { Coins } from "../sample/coins";

/**
 * What of a node's law is still to be given out while drafts are weighed against it. Only the tokens of the draft's law change, so
 * it costs nothing to speak of beside the whole row.
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
      // Exactly nothing where all was given out: a token that was refused must not come back by rounding.
      const left = given === this.massOf(token) ? 0 : this.massOf(token) - given;
      this.#weights[token] = left / this.#scale;
      this.#mass -= given;
    }
    this.#mass = Math.max(0, this.#mass);
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
