import { at } from "../at";
import { threefry2x32Into } from "./threefry";
import { uniformOf } from "./uniform";

/** Random choices that are made one after the other. */
export interface Coins {
  /**
   * An index, with a probability in proportion to its weight; one of weight 0 never comes up.
   *
   * @param weights [n], not negative, their sum above 0
   */
  draw(weights: ArrayLike<number>): number;
}

/** What coins are tossed for. Streams of the same seed, from the far end, so that no stream of trials meets them. */
export const DRAFT_STREAM = 0xffff_fffe;
export const VERIFY_STREAM = 0xffff_fffd;

/**
 * Coins keyed by (seed, stream, place, how many were tossed there), so that a run can be repeated and no two steps share one.
 *
 * Worked example: the third coin that is tossed behind 40 tokens of seed 7 is the same in every run, whatever was tossed before.
 * The generator is Threefry-2x32-20, Salmon et al. 2011.
 */
export class KeyedCoins implements Coins {
  readonly #key: readonly [number, number];
  readonly #place: number;
  readonly #words = new Uint32Array(2);
  #numTossed = 0;

  /**
   * @param seed taken modulo 2^32
   * @param place one that no other step of the text has, such as the number of tokens before it
   */
  constructor(seed: number, stream: number, place: number) {
    this.#key = [seed >>> 0, stream >>> 0];
    this.#place = place;
  }

  draw(weights: ArrayLike<number>): number {
    threefry2x32Into(this.#words, this.#key, [this.#place, this.#numTossed]);
    this.#numTossed += 1;
    let total = 0;
    for (let i = 0; i < weights.length; i++) total += at(weights, i);
    let left = uniformOf(this.#words) * total;
    let last = 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = at(weights, i);
      if (weight <= 0) continue;
      last = i;
      left -= weight;
      if (left < 0) break;
    }
    // Rounding may leave a little behind the last weight.
    return last;
  }
}

/** Whether something of this probability happens. No coin is tossed for what is certain. */
export function happens(coins: Coins, probability: number): boolean {
  if (probability >= 1) return true;
  if (probability <= 0) return false;
  return coins.draw([probability, 1 - probability]) === 0;
}
