import { noStop, type StopRule } from "../stopRule";
import { decodeUtf8, encodeUtf8 } from "../../tokens/utf8";
import { beginsWithCloser, indentation, isBlankLine, lineFeed, linesOf } from "./textLines";

/**
 * Stops once a whole line follows the statement that the text is in: that line is kept for the next suggestion, and who waits for
 * this one waits no longer. Only a line that is indented no more than the statement can be the first behind it, so most lines are
 * not looked at.
 *
 * @param lineStart what stands on the cursor's line before the cursor
 * @param isBeyond whether a text, all of its lines whole, goes on behind the statement; the same text always gets the same answer
 */
export function statementEnd(lineStart: string, isBeyond: (text: string) => boolean): StopRule {
  const start = encodeUtf8(lineStart);
  const width = indentation(start, { start: 0, end: start.length, isComplete: false });
  const known = new Map<string, boolean>();
  return {
    quick: noStop,
    check: (text, from) => {
      if (!text.subarray(from).includes(lineFeed)) return undefined;
      const lines = linesOf(text);
      const first = lines.findIndex((line) => !isBlankLine(text, line));
      const begin = lines[first];
      if (begin === undefined) return undefined;
      const most = Math.max(width, first === 0 ? 0 : indentation(text, begin));
      for (const line of lines.slice(first + 1)) {
        const isFirstBehind =
          line.isComplete &&
          line.end >= from &&
          !isBlankLine(text, line) &&
          indentation(text, line) <= most &&
          !beginsWithCloser(text, line);
        if (!isFirstBehind) continue;
        const written = decodeUtf8(text.subarray(0, line.end));
        const isEnd = known.get(written) ?? isBeyond(written);
        known.set(written, isEnd);
        if (isEnd) return { length: line.end, reason: "blockEnd" };
      }
      return undefined;
    },
  };
}
