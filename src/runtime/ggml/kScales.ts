/**
 * Scales of Q4_K and Q5_K: eight scales and eight minima of 6 bits in 12 bytes. Bytes 0 to 3 hold scales 0 to 3 in their low 6
 * bits, bytes 4 to 7 minima 0 to 3; bytes 8 to 11 hold the low 4 bits of scales (low half) and minima (high half) 4 to 7, whose
 * top 2 bits are those left over in the bytes before.
 */
export function kScale(bytes: Uint8Array, offset: number, part: number): number {
  const own = bytes[offset + (part & 3)] ?? 0;
  if (part < 4) return own & 63;
  return ((bytes[offset + 4 + part] ?? 0) & 15) | ((own >> 6) << 4);
}

/** The minimum beside it. */
export function kMinimum(bytes: Uint8Array, offset: number, part: number): number {
  const own = bytes[offset + 4 + (part & 3)] ?? 0;
  if (part < 4) return own & 63;
  return ((bytes[offset + 4 + part] ?? 0) >> 4) | ((own >> 6) << 4);
}
