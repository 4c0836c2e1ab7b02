/**
 * A completion's text without blanks and line breaks at its end: at the end of a line they are of no use, and many a formatter
 * takes them away again. Where text follows on the cursor's line they stay: in `a =|b` the blank behind `c +` is wanted.
 *
 * @param suffix text after the cursor
 */
export function withoutTrailingBlanks(text: string, suffix: string): string {
  return isLineEnd(suffix) ? text.trimEnd() : text;
}

/** `onText` for the pieces of a text whose whole is shown by `withoutTrailingBlanks`: blanks wait for text behind them. */
export function holdTrailingBlanks(
  onText: (text: string) => void,
  suffix: string,
): (text: string) => void {
  if (!isLineEnd(suffix)) return onText;
  let held = "";
  return (piece) => {
    const all = held + piece;
    const text = all.trimEnd();
    held = all.slice(text.length);
    if (text !== "") onText(text);
  };
}

function isLineEnd(suffix: string): boolean {
  return /^[ \t]*(?:\n|$)/.test(suffix);
}
