import { encodeUtf8 } from "../../tokens/utf8";
import type { StopRule } from "../stopRule";
import { contentStart, isBlankLine, linesOf, type TextLine } from "./textLines";

/**
 * Stops where the comment ends that the cursor is in: behind what closes it, or, for one that ends with its line, before the
 * first line that is no comment. A text that leaves such a comment at once is no part of it, and goes on.
 *
 * Worked example: behind `// a` the text ` b\n// c\nd` ends behind `c`, and `\nd` does not end.
 */
export function commentEnd(comment: { readonly mark?: string; readonly close?: string }): StopRule {
  const { mark, close } = comment;
  return close === undefined ? behindLines(encodeUtf8(mark ?? "")) : behindClose(encodeUtf8(close));
}

function behindClose(close: Uint8Array): StopRule {
  return {
    check: (text) => {
      for (let start = 0; start + close.length <= text.length; start++) {
        if (beginsAt(text, start, close)) {
          return { length: start + close.length, reason: "blockEnd" };
        }
      }
      return undefined;
    },
  };
}

function behindLines(mark: Uint8Array): StopRule {
  return {
    check: (text) => {
      const lines = linesOf(text);
      const [first] = lines;
      if (first === undefined || isBlankLine(text, first)) return undefined;
      let last: TextLine = first;
      for (const line of lines.slice(1)) {
        // The last line may become a comment as long as it is a beginning of one.
        const written = text.subarray(contentStart(text, line), line.end);
        const begin = line.isComplete ? mark : mark.subarray(0, written.length);
        if (!beginsAt(written, 0, begin)) return { length: last.end, reason: "blockEnd" };
        last = line;
      }
      return undefined;
    },
  };
}

function beginsAt(text: Uint8Array, start: number, mark: Uint8Array): boolean {
  return mark.every((byte, i) => text[start + i] === byte);
}
