/**
 * A number in (0, 1) from 52 of 64 random bits. Neither end can come up, so every logarithm of it is finite.
 *
 * @param words [2]
 */
export function uniformOf(words: Uint32Array): number {
  const [high = 0, low = 0] = words;
  return ((high >>> 6) * 2 ** 26 + (low >>> 6) + 0.5) / 2 ** 52;
}

/** The Gumbel variable g = -ln(-ln u) of a uniform one. */
export function gumbelOf(u: number): number {
  return -Math.log(-Math.log(u));
}
