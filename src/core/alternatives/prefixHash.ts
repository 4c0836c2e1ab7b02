/** The hash of no tokens behind a place: `position` of the first token that is drawn. */
export function emptyPrefixHash(position: number): number {
  return mix(0, position);
}

/** The hash of a prefix with one more token: 32 bits, so two of a few hundred prefixes share one about once in 10^5 requests. */
export function extendPrefixHash(hash: number, token: number): number {
  return mix(hash, token);
}

/** One round of the finaliser of MurmurHash3 over a running hash and one more number. */
function mix(hash: number, value: number): number {
  let h = Math.imul(hash ^ Math.imul(value + 1, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
