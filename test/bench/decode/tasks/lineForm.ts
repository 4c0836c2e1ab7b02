/**
 * What is left of a line without its words, numbers and texts.
 *
 * Example: `["minute", 60],` and `["day", 86_400],` are both `[t,n],`.
 */
export function lineForm(line: string): string {
  return line
    .replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, "\u0000")
    .replaceAll(/[A-Za-z_$][\w$]*/g, "w")
    .replaceAll(/\b\d[\w.]*/g, "n")
    .replaceAll("\u0000", "t")
    .replaceAll(/\s/g, "");
}
