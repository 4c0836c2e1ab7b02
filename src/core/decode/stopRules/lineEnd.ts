import type { StopRule } from "../stopRule";
import { isBlankLine, linesOf } from "./textLines";

/**
 * Stops at the first line break after some text. Where the cursor stands at the end of a line that has text, the model may
 * find that line complete and begin with a line break: then the line after it counts. Elsewhere the first line break ends
 * the text.
 */
export function lineEnd(where: { readonly mayBeginNewLine: boolean }): StopRule {
  return {
    check: (text) => {
      const end = linesOf(text).find(
        (line) => line.isComplete && !(where.mayBeginNewLine && isBlankLine(text, line)),
      );
      return end && { length: end.end, reason: "lineEnd" };
    },
  };
}
