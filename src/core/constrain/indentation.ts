import { indentStyleOf } from "./indentStyle";
import { blanksOf, lineStartOf, type TextPlace } from "./textPlace";
import type { TextRule } from "./textRule";

/**
 * Indents new lines as the document does: by its blank, in steps of its unit, and no less than the line of the cursor unless
 * they begin with a closer. A line of a comment block may stand one off. Blank lines are free, and so is everything where the
 * document does not show a style.
 *
 * Worked example: in a document with steps of 2, behind `  if (x) {` the line `    y();` is admitted, `   y();` and `y();`
 * are not, and `  }` is.
 */
export function indentation(place: TextPlace): TextRule {
  const { character, unit } = indentStyleOf(place.prefix + place.suffix);
  const minLength = blanksOf(place.prefix.slice(lineStartOf(place))).length;
  const isFit = (blanks: string, content: string): boolean => {
    if (character === undefined) return true;
    if (content.startsWith("*") && blanks.endsWith(" ") && isFit(blanks.slice(0, -1), "")) {
      return true;
    }
    if (blanks.split("").some((blank) => blank !== character)) return false;
    // With nothing behind them there may be more blanks to come.
    if (content === "") return true;
    if (blanks.length < minLength && !/^[)\]}]/.test(content)) return false;
    return unit === undefined || blanks.length % unit === 0;
  };
  return {
    admits: (text) => {
      const [, ...newLines] = text.split("\n");
      return newLines.every((line) => {
        const blanks = blanksOf(line);
        return isFit(blanks, line.slice(blanks.length));
      });
    },
    mayEnd: () => true,
  };
}
