/** So many words in a row that stand elsewhere too count as copied; fewer stand together by chance. */
const runLength = 4;

/**
 * The share, 0..1, of a text's words that could be copied: they belong to a run of four words or more that `around` holds too. A sign
 * that is neither letter nor digit is a word of its own, blanks are nothing. 0 for a text of fewer than four words.
 *
 * Example: `a(b, c)` is copied whole where `x = a(b, c);` stands, and not at all where only `a(c, b)` does.
 */
export function copiedShare(text: string, around: string): number {
  const words = wordsOf(text);
  const known = new Set(runsOf(wordsOf(around)));
  const isCopied = words.map(() => false);
  for (const [start, run] of runsOf(words).entries()) {
    if (known.has(run)) isCopied.fill(true, start, start + runLength);
  }
  return words.length === 0 ? 0 : isCopied.filter(Boolean).length / words.length;
}

function wordsOf(text: string): readonly string[] {
  return text.match(/\w+|[^\s\w]/g) ?? [];
}

function runsOf(words: readonly string[]): readonly string[] {
  const count = Math.max(0, words.length - runLength + 1);
  return Array.from({ length: count }, (_, start) =>
    words.slice(start, start + runLength).join(" "),
  );
}
