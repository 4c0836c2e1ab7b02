import type { StopRule } from "../stopRule";
import {
  beginsWithCloser,
  indentation,
  isBlankLine,
  lineFeed,
  linesOf,
  type TextLine,
} from "./textLines";

/** Where a block is written. Widths in columns. */
export interface BlockPlace {
  /** Lines that are indented less are no longer in the block. */
  readonly minIndentation: number;
  /**
   * Width of the next line with text below the cursor: closers may be written until the text is out there. `undefined` if
   * nothing follows.
   */
  readonly nextIndentation: number | undefined;
  /** Whether that next line begins with a closer, so that the block at its width is closed already. */
  readonly isClosedBelow: boolean;
  readonly maxLines: number;
}

/**
 * Stops where a block ends: before a blank line; before a line that is indented less than the block, unless it begins with a
 * closer that is still missing; after the closer with which the text has come out to where the document goes on; or after
 * `maxLines` lines. The first line is the rest of the cursor's line and has no indentation of its own.
 *
 * Worked example: below `if (x) {` the lines `    f();` and `  }` are written, and the latter ends the block if the next
 * line of the document is indented by 2 and is no closer.
 */
export function blockEnd(place: BlockPlace): StopRule {
  return {
    check: (text, from) => {
      if (isWithinLine(text, from)) return undefined;
      let lastText: TextLine | undefined;
      let numLines = 0;
      const stopAfter = (line: TextLine | undefined) =>
        ({ length: line?.end ?? 0, reason: "blockEnd" }) as const;
      for (const [index, line] of linesOf(text).entries()) {
        if (isBlankLine(text, line)) {
          if (lastText !== undefined && index > 0 && line.isComplete) return stopAfter(lastText);
          continue;
        }
        if (index > 0 && indentation(text, line) < place.minIndentation) {
          if (!isMissingCloser(text, line, place)) return stopAfter(lastText);
          if (line.isComplete && isOut(text, line, place)) return stopAfter(line);
        }
        lastText = line;
        numLines += 1;
        if (line.isComplete && numLines === place.maxLines) return stopAfter(line);
      }
      return undefined;
    },
  };
}

/** Whether what is new goes on with a line whose first text was there before: such text ends no block. */
function isWithinLine(text: Uint8Array, from: number): boolean {
  const start = text.lastIndexOf(lineFeed) + 1;
  return start < from && !isBlankLine(text, { start, end: from, isComplete: false });
}

function isMissingCloser(text: Uint8Array, line: TextLine, place: BlockPlace): boolean {
  if (!beginsWithCloser(text, line)) return false;
  const width = indentation(text, line);
  const outermost = place.nextIndentation ?? 0;
  return place.isClosedBelow ? width > outermost : width >= outermost;
}

/** Whether nothing more is to be closed after this closer. One that opens again, as in `} else {`, goes on. */
function isOut(text: Uint8Array, line: TextLine, place: BlockPlace): boolean {
  const last = text.subarray(line.start, line.end).findLast((byte) => byte > 32) ?? 0;
  const opensAgain = ["{", "(", "[", ":"].includes(String.fromCharCode(last));
  return !opensAgain && indentation(text, line) <= (place.nextIndentation ?? 0);
}
