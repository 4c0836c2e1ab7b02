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
      const written = new Uint8Array(start.length + text.length);
      written.set(start);
      written.set(text, start.length);
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

/** Whether one of the lines that end from `from` on may be `next`: what there is of both agrees at the end. */
function mayRepeat(text: Uint8Array, from: number, next: Uint8Array): boolean {
  for (let end = text.indexOf(lineFeed, from); end >= 0; end = text.indexOf(lineFeed, end + 1)) {
    const written = trimmedEnd(text, { start: 0, end, isComplete: true });
    const length = Math.min(written.length, next.length);
    let back = 1;
    while (back <= length && written[written.length - back] === next[next.length - back]) back++;
    if (back > length) return true;
  }
  return false;
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = a.length - 1; i >= 0; i--) if (a[i] !== b[i]) return false;
  return true;
}
