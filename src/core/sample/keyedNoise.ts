import type { Noise } from "./noise";
import { threefry2x32Into } from "./threefry";
import { gumbelOf, uniformOf } from "./uniform";

/** Keeps the uses of one seed apart: tokens of the text draw from this stream. */
const TOKEN_STREAM = 0;

/** Covers of the bytes at the cursor draw from this one. */
export const COVER_STREAM = 1;

/** The first of the texts that are tried out draws from this one, the next from the stream behind it, and so on. */
export const FIRST_TRIAL_STREAM = 2;

/**
 * Gumbel noise keyed by (seed, stream, position, token).
 *
 * @param seed taken modulo 2^32
 * The generator is Threefry-2x32-20, Salmon et al. 2011.
 */
export class KeyedNoise implements Noise {
  readonly #key: readonly [number, number];
  readonly #words = new Uint32Array(2);

  constructor(seed: number, stream: number = TOKEN_STREAM) {
    this.#key = [seed >>> 0, stream >>> 0];
  }

  gumbel(position: number, token: number): number {
    threefry2x32Into(this.#words, this.#key, [position, token]);
    return gumbelOf(uniformOf(this.#words));
  }
}
