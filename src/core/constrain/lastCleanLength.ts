import { isWhole, type TextRule } from "./textRule";

/**
 * Length of the longest beginning of `text` that all rules let stand alone, in UTF-16 units: all of it, or else up to the end of a
 * word or sign on its last line, or else up to the end of an earlier line, or nothing. A suggestion that was cut short ends where
 * it happened to be, whatever the rules say.
 *
 * Worked example: of `const a = f(1);\nconst b = g(` with the rule of syntax the first line stays.
 */
export function lastCleanLength(text: string, rules: readonly TextRule[]): number {
  const lastLine = text.lastIndexOf("\n") + 1;
  for (let length = text.length; length > 0; length--) {
    const isEnd = length === text.length || isPartEnd(text, length, lastLine);
    const kept = isEnd ? text.slice(0, length) : "";
    if (isEnd && rules.every((rule) => isWhole(rule, kept))) return length;
  }
  return 0;
}

function isPartEnd(text: string, index: number, lastLine: number): boolean {
  const before = text.charAt(index - 1);
  const after = text.charAt(index);
  if (index < lastLine) return after === "\n" && !/\s/.test(before);
  // Behind an opener a line may end, but not because it was cut.
  if (/[\s([{]/.test(before)) return false;
  return !(/[\w$\ud800-\udbff]/.test(before) && /[\w$\udc00-\udfff]/.test(after));
}
