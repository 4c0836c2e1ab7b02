/**
 * Whether two lines say the same: blanks, the kind of quotes, commas and semicolons aside. Not by edit distance: neighbouring rows of
 * a table differ by a digit or an operator, and are wanted.
 *
 * Worked example: `return f("a");` and `  return f( 'a' )` do, `case 10:` and `case 11:` do not.
 */
export function isSameLine(a: string, b: string): boolean {
  return squeezed(a) === squeezed(b);
}

/** A line without what may differ. */
export function squeezed(line: string): string {
  return line.replace(/[\s,;]+/g, "").replace(/["`]/g, "'");
}
