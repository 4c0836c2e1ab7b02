import type { Noise } from "./noise";
import { threefry2x32Into } from "./threefry";

/** Keeps the uses of one seed apart: tokens of the text draw from this stream. */
const TOKEN_STREAM = 0;

/**
 * Gumbel noise keyed by (seed, stream, position, token): g = -ln(-ln u), with u in (0, 1) from 52 random bits, so that
 * neither end of the interval can come up and g is always finite.
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
    const [high = 0, low = 0] = this.#words;
    const bits = (high >>> 6) * 2 ** 26 + (low >>> 6);
    return -Math.log(-Math.log((bits + 0.5) / 2 ** 52));
  }
}
