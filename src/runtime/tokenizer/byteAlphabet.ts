/**
 * The alphabet in which byte-level BPE spells bytes: one visible character for each of the 256. Bytes that are visible in
 * Latin-1 stand for themselves; the others take the characters from U+0100 on, in order.
 * Source: Radford et al. 2019 (GPT-2), section 2.2.
 *
 * [UTF-16 unit] the byte, -1 for a character of no byte.
 */
const byteOfUnit: Int16Array = makeAlphabet();

function makeAlphabet(): Int16Array {
  const alphabet = new Int16Array(0x144).fill(-1);
  let numMoved = 0;
  for (let byte = 0; byte < 256; byte++) {
    const isVisible = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
    alphabet[isVisible ? byte : 0x100 + numMoved++] = byte;
  }
  return alphabet;
}

/** The bytes that a token of a byte-level vocabulary spells; `undefined` if it has a character of no byte. */
export function bytesOfSpelling(spelling: string): Uint8Array | undefined {
  const bytes = new Uint8Array(spelling.length);
  for (let i = 0; i < spelling.length; i++) {
    const byte = byteOfUnit[spelling.charCodeAt(i)] ?? -1;
    if (byte < 0) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}
