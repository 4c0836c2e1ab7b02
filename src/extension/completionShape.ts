import type { Shape } from "../core/complete/request";
import { cursorLine, type TextAround } from "./documentContext";

/** What the user wants: `auto` leaves it to the place. */
export type ShapeWish = "auto" | Shape;

/**
 * One line or a block. Several lines only ever go to the end of a line, since nothing else can be shown there. Left to the
 * place, they go where a block has just been opened and is still empty, and where the user asked by hand.
 */
export function chooseShape(wish: ShapeWish, text: TextAround, isInvoked: boolean): Shape {
  if (cursorLine(text).after !== "") return "line";
  if (wish !== "auto") return wish;
  return isInvoked || isInEmptyBlock(text) ? "block" : "line";
}

function isInEmptyBlock(text: TextAround): boolean {
  const opener = lastWrittenLine(text.prefix);
  if (opener === undefined || !/(?:[{([:]|=>)\s*$/.test(opener)) return false;
  const next = text.suffix.split("\n", mostLinesLookedAt).find((line) => line.trim() !== "");
  return next === undefined || indentation(next) <= indentation(opener);
}

/** Enough to step over blank lines; a block that begins later is none. */
const mostLinesLookedAt = 20;

function lastWrittenLine(prefix: string): string | undefined {
  const written = prefix.trimEnd();
  // Only the cursor's line or the one above it opens the block that the cursor is in.
  const lineEnds = prefix.slice(written.length).split("\n").length - 1;
  return lineEnds > 1 ? undefined : written.slice(written.lastIndexOf("\n") + 1);
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}
