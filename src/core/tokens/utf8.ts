/** `core` has ECMAScript only, hence no `TextEncoder`; these two are the same conversions. */

const replacementCharacter = 0xfffd;

/** The UTF-8 bytes of `text`. A surrogate without its partner becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3); // a pair is 2 units and 4 bytes, any other unit 3 at most
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    let point = text.codePointAt(i) ?? replacementCharacter;
    if (point > 0xffff) i++;
    else if (point >= 0xd800 && point <= 0xdfff) point = replacementCharacter;
    if (point < 0x80) {
      bytes[length++] = point;
    } else if (point < 0x800) {
      bytes[length++] = 0xc0 | (point >> 6);
      bytes[length++] = 0x80 | (point & 0x3f);
    } else if (point < 0x10000) {
      bytes[length++] = 0xe0 | (point >> 12);
      bytes[length++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[length++] = 0x80 | (point & 0x3f);
    } else {
      bytes[length++] = 0xf0 | (point >> 18);
      bytes[length++] = 0x80 | ((point >> 12) & 0x3f);
      bytes[length++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[length++] = 0x80 | (point & 0x3f);
    }
  }
  return bytes.slice(0, length);
}

/**
 * The text of `bytes`. What is not UTF-8 becomes U+FFFD, one for each longest sequence that could have begun a
 * character (the practice that the Unicode Standard recommends and `TextDecoder` follows). A byte order mark stays.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length;) {
    const { point, length } = readCharacter(bytes, i);
    text += String.fromCodePoint(point);
    i += length;
  }
  return text;
}

/** Reads the character at `start`; a broken one is U+FFFD with the length of its valid beginning, at least 1. */
function readCharacter(bytes: Uint8Array, start: number): { point: number; length: number } {
  const lead = bytes[start] ?? 0;
  if (lead < 0x80) return { point: lead, length: 1 };
  const numBytes =
    lead >= 0xc2 && lead < 0xe0
      ? 2
      : lead >= 0xe0 && lead < 0xf0
        ? 3
        : lead >= 0xf0 && lead < 0xf5
          ? 4
          : 0;
  if (numBytes === 0) return { point: replacementCharacter, length: 1 };
  let point = lead & (0xff >> (numBytes + 1));
  for (let k = 1; k < numBytes; k++) {
    const byte = bytes[start + k];
    // The second byte rules out overlong forms, surrogates and points beyond U+10FFFF.
    const lowest = k > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const highest = k > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (byte === undefined || byte < lowest || byte > highest) {
      return { point: replacementCharacter, length: k };
    }
    point = (point << 6) | (byte & 0x3f);
  }
  return { point, length: numBytes };
}

/** Number of bytes at the end of `bytes` that begin a character and do not finish it, 0..3. */
export function unfinishedLength(bytes: Uint8Array): number {
  for (let length = 1; length <= 3; length++) {
    const byte = bytes[bytes.length - length];
    if (byte === undefined) return 0;
    const isContinuation = byte >= 0x80 && byte < 0xc0;
    if (!isContinuation) return characterLength(byte) > length ? length : 0;
  }
  return 0;
}

/** Bytes of the character that `lead` begins; 1 for a byte that begins none. */
export function characterLength(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}
