import type { Vocabulary } from "../../src/core/tokens/vocabulary";

/** What may follow, one of each kind that pre-tokenisers tell apart. */
const following = ["", "a", "7", "(", "'", " ", " a", "\n", "é"];

/** Bytes that may finish a character. */
const finishing = [[], [0xa9], [0xa9, 0xa9], [0x80, 0xa9, 0xa9], [0x98, 0x80]];

/** `Vocabulary.writes` by its definition: encodes the bytes of all tokens with what may follow, and compares. */
export function writesByEncoding(
  vocabulary: Pick<Vocabulary, "bytesOf" | "encode" | "isSpecial">,
  left: readonly number[],
  token: number,
): boolean {
  if (vocabulary.isSpecial(token)) return false;
  const tokens = [...left, token];
  const bytes = Buffer.concat(tokens.map((part) => vocabulary.bytesOf(part)));
  for (const finish of finishing) {
    let text: string;
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
        Buffer.concat([bytes, Uint8Array.from(finish)]),
      );
    } catch {
      continue;
    }
    for (const more of following) {
      const whole = vocabulary.encode(text + more);
      if (tokens.every((part, i) => part === whole[i])) return true;
    }
  }
  return false;
}
