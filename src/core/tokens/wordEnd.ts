/**
 * Whether an ASCII word ends at `index`: a letter or digit stands before it and neither a letter, a digit nor an apostrophe
 * behind it. Pre-tokenisers of code models differ in much, but all end a word's token there, whatever comes before or
 * after; so text may be cut there and its parts tokenised alone. The apostrophe is left out because some join "don't".
 */
export function isWordEnd(text: string, index: number): boolean {
  return isAsciiWord(text.charCodeAt(index - 1)) && isBreak(text.charCodeAt(index));
}

function isAsciiWord(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57);
}

/** ASCII only: beyond it are letters, and marks that combine with the letter before them. */
function isBreak(unit: number): boolean {
  return unit < 128 && unit !== 39 && !isAsciiWord(unit);
}
