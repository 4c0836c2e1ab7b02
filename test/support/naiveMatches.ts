/** How many tokens up to `end`, at most `most`, are those at the end of `context`. Separators, which are negative, match nothing. */
export function matchLength(
  text: ArrayLike<number>,
  end: number,
  context: ArrayLike<number>,
  most = Infinity,
): number {
  let length = 0;
  while (
    length < most &&
    length <= end &&
    length < context.length &&
    (text[end - length] ?? -1) >= 0 &&
    text[end - length] === context[context.length - 1 - length]
  ) {
    length++;
  }
  return length;
}

/** The longest suffix of a text that occurred before its end, and where it did most recently; by looking at all places. */
export function naiveMatch(text: readonly number[]): { length: number; end: number } | undefined {
  let best = { length: 0, end: -1 };
  for (let end = 0; end < text.length - 1; end++) {
    const length = matchLength(text, end, text);
    if (length >= best.length) best = { length, end };
  }
  return best.length === 0 ? undefined : best;
}
