import { concatBytes } from "../../tokens/concatBytes";
import { encodeUtf8 } from "../../tokens/utf8";
import type { StopRule } from "../stopRule";
import { isBlankLine, lineFeed, linesOf, trimmedEnd } from "./textLines";

/**
 * Stops where the text begins to repeat what stands below the cursor: at a line that equals the next line there, indentation
 * included and blanks at the end aside. The line is cut, and so are blank lines before it. A line counts once it is
 * complete: `}` may yet become `});`.
 *
 * @param lineStart what stands on the cursor's line before the cursor
 * @param nextLine the first line below the cursor's that is not blank
 */
export function suffixReached(lineStart: string, nextLine: string): StopRule {
  const start = encodeUtf8(lineStart);
  const next = encodeUtf8(nextLine.trimEnd());
  return {
    check: (text, from) => {
      // A line that was not complete before is now only if one ends in what is new, and hardly any is the next line.
      if (!mayRepeat(text, from, next)) return undefined;
      const written = concatBytes([start, text]);
      const lines = linesOf(written);
      const repeated = lines.findIndex(
        (line) => line.isComplete && areEqual(trimmedEnd(written, line), next),
      );
      if (repeated === -1) return undefined;
      const last = lines.slice(0, repeated).findLast((line) => !isBlankLine(written, line));
      const end = last === undefined ? start.length : last.end;
      return { length: Math.max(0, end - start.length), reason: "suffixReached" };
    },
  };
}

/** Whether one of the lines that end from `from` on may be `next`. */
function mayRepeat(text: Uint8Array, from: number, next: Uint8Array): boolean {
  for (let end = text.indexOf(lineFeed, from); end >= 0; end = text.indexOf(lineFeed, end + 1)) {
    if (agreeAtEnd(trimmedEnd(text, { start: 0, end, isComplete: true }), next)) return true;
  }
  return false;
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && agreeAtEnd(a, b);
}

/** Whether the shorter one is the end of the other. */
function agreeAtEnd(a: Uint8Array, b: Uint8Array): boolean {
  const length = Math.min(a.length, b.length);
  let back = 1;
  while (back <= length && a[a.length - back] === b[b.length - back]) back++;
  return back > length;
}
