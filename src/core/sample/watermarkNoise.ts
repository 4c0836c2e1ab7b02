import { encodeUtf8 } from "../tokens/utf8";
import type { Noise } from "./noise";
import { threefry2x32Into } from "./threefry";
import { gumbelOf, uniformOf } from "./uniform";

/** Length n of the key's sequence in positions: within it no two positions share their noise. */
const KEY_LENGTH = 256;

/**
 * Gumbel noise that somebody with the key can recognise in the text: keyed by (key, (shift + position) mod n, token), where
 * the largest of score + g is the largest of ln(u) / p. For each single text the law is that of any other noise, as long as it
 * has at most n tokens; whoever draws the same place of the sequence twice gets related texts.
 * Source: EXP of Kuditipudi et al. 2023, arXiv:2307.15593.
 */
export class WatermarkNoise implements Noise {
  readonly #key: readonly [number, number];
  readonly #shift: number;
  /** n, the number of positions after which the noise repeats. */
  readonly length: number;
  readonly #words = new Uint32Array(2);

  /**
   * @param options.shift where in the sequence position 0 stands, taken modulo 2^32 and n; 0 if left out
   * @param options.length n, `KEY_LENGTH` if left out
   */
  constructor(key: string, options: { readonly shift?: number; readonly length?: number } = {}) {
    this.#key = hashOf(key);
    this.length = options.length ?? KEY_LENGTH;
    this.#shift = ((options.shift ?? 0) >>> 0) % this.length;
  }

  gumbel(position: number, token: number): number {
    return gumbelOf(this.uniform(position, token));
  }

  /** The uniform variable behind `gumbel`; near 1 where the token is favoured. */
  uniform(position: number, token: number): number {
    const place = (this.#shift + position) % this.length;
    threefry2x32Into(this.#words, this.#key, [place, token]);
    return uniformOf(this.#words);
  }
}

/** A key for the generator from a text, by feeding the text's bytes through it. */
function hashOf(text: string): readonly [number, number] {
  const words = new Uint32Array(2);
  for (const [index, byte] of encodeUtf8(text).entries()) {
    const [high = 0, low = 0] = words;
    threefry2x32Into(words, [high, low], [byte, index]);
  }
  const [high = 0, low = 0] = words;
  return [high, low];
}
