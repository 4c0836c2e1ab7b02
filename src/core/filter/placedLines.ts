import { lineStartOf } from "../constrain/textPlace";
import type { FilterPlace } from "./filter";

/** A line of a text as it would stand in the document. */
export interface PlacedLine {
  /** The whole line: the first one has in front what stands on the cursor's line already. */
  readonly line: string;
  /** Where in the text it begins, in UTF-16 units. */
  readonly start: number;
}

/** The lines of a text at a place; there is at least one. */
export function placedLines(
  text: string,
  place: Pick<FilterPlace, "prefix">,
): readonly PlacedLine[] {
  const lines: PlacedLine[] = [];
  let start = 0;
  let before = place.prefix.slice(lineStartOf(place));
  for (const line of text.split("\n")) {
    lines.push({ line: before + line, start });
    start += line.length + 1;
    before = "";
  }
  return lines;
}

/** Whether there is a letter or digit in it: lines without one are the same everywhere, and say nothing by being so. */
export function hasWord(line: string): boolean {
  return /[\p{L}\p{N}]/u.test(line);
}
