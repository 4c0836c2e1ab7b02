/**
 * The alphabet in which byte-level BPE spells bytes: one visible character for each of the 256. Bytes that are visible in
 * Latin-1 stand for themselves; the others take the characters from U+0100 on, in order.
 * Source: Radford et al. 2019 (GPT-2), section 2.2.
 */
const byteOfCharacter: ReadonlyMap<string, number> = makeAlphabet();

function makeAlphabet(): Map<string, number> {
  const alphabet = new Map<string, number>();
  let numMoved = 0;
  for (let byte = 0; byte < 256; byte++) {
    const isVisible = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
    alphabet.set(String.fromCodePoint(isVisible ? byte : 0x100 + numMoved++), byte);
  }
  return alphabet;
}

/** The bytes that a token of a byte-level vocabulary spells; `undefined` if it has a character of no byte. */
export function bytesOfSpelling(spelling: string): Uint8Array | undefined {
  const bytes: number[] = [];
  for (const character of spelling) {
    const byte = byteOfCharacter.get(character);
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}
