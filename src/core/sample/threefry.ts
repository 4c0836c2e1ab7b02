/** Keeps an all-zero key from being a fixed point of the key schedule (the Skein parity constant, 32 bit). */
const PARITY = 0x1bd11bda;

/** Four rounds each, with a piece of the key after them: 20 rounds. */
const NUM_GROUPS = 5;

/**
 * Threefry-2x32 with 20 rounds: 64 bits that are a pure function of a key and a counter, with no state to carry. Written out,
 * without tables, because a whole row takes one call for each token of the vocabulary.
 *
 * @param out [2] receives the two words
 * @param key two 32-bit words
 * @param counter two 32-bit words
 * Source: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3; rotations from its table 2.
 */
export function threefry2x32Into(
  out: Uint32Array,
  key: readonly [number, number],
  counter: readonly [number, number],
): void {
  const k0 = key[0];
  const k1 = key[1];
  const k2 = PARITY ^ k0 ^ k1;
  let a = (counter[0] + k0) | 0;
  let b = (counter[1] + k1) | 0;
  for (let group = 1; group <= NUM_GROUPS; group++) {
    const isOdd = (group & 1) === 1;
    a = (a + b) | 0;
    b = rotated(b, isOdd ? 13 : 17) ^ a;
    a = (a + b) | 0;
    b = rotated(b, isOdd ? 15 : 29) ^ a;
    a = (a + b) | 0;
    b = rotated(b, isOdd ? 26 : 16) ^ a;
    a = (a + b) | 0;
    b = rotated(b, isOdd ? 6 : 24) ^ a;
    const piece = group % 3;
    a = (a + (piece === 0 ? k0 : piece === 1 ? k1 : k2)) | 0;
    b = (b + (piece === 0 ? k1 : piece === 1 ? k2 : k0) + group) | 0;
  }
  out[0] = a;
  out[1] = b;
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
