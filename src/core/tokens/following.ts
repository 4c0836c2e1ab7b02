/**
 * What may follow a text and move its last cuts. Groups of texts that pre-tokenisers cut alike; those of one group differ in
 * what their first bytes merge with, and the rare ones merge with nothing.
 */
const letters = [
  ["ꙮ", "é", "a", "z"],
  ["Ꙑ", "É", "A", "Z"],
  ["q", "x", "a", "z", "k"],
  ["ꀀ", "日"],
];
const digits = [
  ["᠑", "7", "1", "0"],
  ["᠑᠑", "77", "10"],
];
const signs = [["⁂", "(", "¤", "_"]];
const lineBreaks = [["\n", "\r", " \n", "\t\n", "\u2003\n"]];
const blanks = [["\u2003", " ", "\t"]];
/** Short forms that some pre-tokenisers keep in one piece behind an apostrophe. */
const shortForms = Array.from("stmdlereve", (letter) => [letter, letter.toUpperCase()]);

const afterBlank = [...letters, ...digits, ...signs, ...lineBreaks];
const afterDigit = [...digits, ...letters, ...signs];
const afterAny = [...letters, ...digits, ...signs, ...lineBreaks, ...blanks];

/** An apostrophe with at most one letter behind it, which may still become a short form. */
const openShortForm = /['’]\p{L}?$/u;
const openBlank = /\s$/;
const openDigit = /\p{N}$/u;

/**
 * Texts that may follow `text` and move cuts before its end, in groups that are cut alike. Empty for most: a cut moves only in
 * blanks and digits at the end, and behind an apostrophe. Everything else can get longer, but nothing inside it moves.
 */
export function mayMoveCuts(text: string): readonly (readonly string[])[] {
  if (openBlank.test(text)) return afterBlank;
  if (openDigit.test(text)) return afterDigit;
  if (openShortForm.test(text)) return shortForms;
  return [];
}

/** Texts of every kind that may follow, and so make the last pretoken longer where that is possible. */
export const mayFollow: readonly (readonly string[])[] = afterAny;

const single = ["", ...afterAny.flat()];

/** Texts of every kind that may follow, with blanks before them too: what comes behind some text is cut as with one of these. */
export function mayComeNext(text: string): readonly string[] {
  const behind = openShortForm.test(text) ? [...single, ...shortForms.flat()] : single;
  return [...behind, ...behind.map((end) => ` ${end}`), ...behind.map((end) => `  ${end}`)];
}
