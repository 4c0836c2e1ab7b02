/** Rotations of the eight rounds before the key schedule repeats (Salmon et al. 2011, table 2). */
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/** Keeps an all-zero key from being a fixed point of the key schedule (the Skein parity constant, 32 bit). */
const PARITY = 0x1bd11bda;

const NUM_ROUNDS = 20;

/**
 * Threefry-2x32 with 20 rounds: 64 bits that are a pure function of a key and a counter, with no state to carry.
 *
 * @param out [2] receives the two words
 * @param key two 32-bit words
 * @param counter two 32-bit words
 * Source: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.
 */
export function threefry2x32Into(
  out: Uint32Array,
  key: readonly [number, number],
  counter: readonly [number, number],
): void {
  const schedule = [key[0], key[1], PARITY ^ key[0] ^ key[1]] as const;
  let a = (counter[0] + schedule[0]) | 0;
  let b = (counter[1] + schedule[1]) | 0;
  for (let round = 0; round < NUM_ROUNDS; round++) {
    const rotation = ROTATIONS[round & 7] ?? 0;
    a = (a + b) | 0;
    b = ((b << rotation) | (b >>> (32 - rotation))) ^ a;
    if ((round & 3) === 3) {
      const injection = (round + 1) >> 2;
      a = (a + (schedule[injection % 3] ?? 0)) | 0;
      b = (b + (schedule[(injection + 1) % 3] ?? 0) + injection) | 0;
    }
  }
  out[0] = a;
  out[1] = b;
}
