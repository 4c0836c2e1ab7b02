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
      // A line that was not complete before is now only if one ends in what is new.
      if (!text.subarray(from).includes(lineFeed)) return undefined;
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

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
