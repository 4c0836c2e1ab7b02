import { BracketContext } from "../constrain/bracketContext";
import { lineStartOf } from "../constrain/textPlace";
import type { FilterPlace } from "./filter";
import { indentWidth, tabSizeOf } from "./indentWidth";
import { nearby } from "./nearby";
import { blanksOf } from "../constrain/textPlace";
import { placedLines } from "./placedLines";

/**
 * Where, in Python, the first line begins that no block holds: it stands further in than the line above it, which opens none, or to
 * the left at a width at which no line stands that is around it. The cursor's line is taken as it is, and what stands in brackets or
 * quotes, or behind a backslash, may stand anywhere, and so may comments. In brackets or quotes of the document nothing is judged.
 *
 * @returns an index in the text, in UTF-16 units; `undefined` if all lines may stand
 */
export function lineOutsideBlocks(text: string, place: FilterPlace): number | undefined {
  const [first, ...others] = placedLines(text, place).filter(({ line }) => line.trim() !== "");
  if (first === undefined || others.length === 0 || isComment(first.line)) return undefined;
  const near = nearby(place);
  const context = BracketContext.at(near);
  // The line that a bracket or quote was opened on says where its block stands, and may be far above.
  if (context === undefined || context.openings.length > 0) return undefined;
  const widthOf = (line: string): number => indentWidth(blanksOf(line), tabSizeOf(place));
  const blocks = [...widthsAround(near, widthOf(first.line), widthOf), widthOf(first.line)];
  let above = first.line;
  for (const { line, start } of others) {
    const isInside = context.scan(text.slice(0, start)).openings.length > 0;
    const isFree = isInside || above.endsWith("\\") || isComment(line);
    if (!isFree && !enter(blocks, widthOf(line), opensBlock(above))) return start;
    if (!isComment(line)) above = line;
  }
  return undefined;
}

/** Leaves the blocks that end before a line of this width, or enters one; `false` if it is in none. */
function enter(blocks: number[], width: number, isOpened: boolean): boolean {
  if (width > (blocks.at(-1) ?? 0)) {
    if (isOpened) blocks.push(width);
    return isOpened;
  }
  while ((blocks.at(-1) ?? 0) > width) blocks.pop();
  return (blocks.at(-1) ?? 0) === width;
}

/** The widths of the lines around the cursor's, outermost first. */
function widthsAround(
  place: FilterPlace,
  width: number,
  widthOf: (line: string) => number,
): readonly number[] {
  const widths: number[] = [];
  let innermost = width;
  for (const line of place.prefix.slice(0, lineStartOf(place)).split("\n").reverse()) {
    if (innermost === 0) break;
    if (line.trim() === "" || widthOf(line) >= innermost) continue;
    innermost = widthOf(line);
    widths.unshift(innermost);
  }
  return widths;
}

function opensBlock(line: string): boolean {
  return line
    .replace(/\s+#.*$/, "")
    .trimEnd()
    .endsWith(":");
}

function isComment(line: string): boolean {
  return /^\s*#/.test(line);
}
