/** A part of a line of code. */
export interface Word {
  readonly text: string;
  readonly kind: "name" | "blank" | "lineEnd" | "sign";
}

const kinds: readonly (readonly [Word["kind"], RegExp])[] = [
  ["name", /[\p{L}\p{N}_]+/uy],
  ["blank", /[ \t]+/y],
  ["lineEnd", /\n/y],
  ["sign", /./suy],
];

/**
 * Cuts code into names with numbers, runs of blanks, line ends and single signs. Together they are the text.
 *
 * Worked example: `a1 += 2` is `a1`, a blank, `+`, `=`, a blank and `2`.
 */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  let start = 0;
  while (start < text.length) {
    for (const [kind, pattern] of kinds) {
      pattern.lastIndex = start;
      const [found] = pattern.exec(text) ?? [];
      if (found === undefined) continue;
      words.push({ text: found, kind });
      start += found.length;
      break;
    }
  }
  return words;
}
