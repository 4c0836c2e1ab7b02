import { indentStyleOf } from "../constrain/indentStyle";
import { lineStartOf } from "../constrain/textPlace";
import type { FilterPlace } from "./filter";
import { indentWidth, tabSizeOf } from "./indentWidth";
import { isProse } from "./isProse";
import { mayOpenBlock } from "./mayOpenBlock";
import { blanksOf } from "../constrain/textPlace";

/** How much of a document is read for its style, in UTF-16 units. */
const styleLength = 8000;

/** What a statement that the line above has begun goes on with. */
const continuation = /^(?:[.?:&|+-]|or\b|and\b)/;

/** Closers and the stars of a comment stand where the line above does, or further out. */
const atSameWidth = /^[)\]}*]/;

/**
 * Takes away the blanks with which a text begins where the cursor's line is indented already: a model that has not seen that line's
 * blanks as its own writes them once more. What may be one step further in, behind a line that opens a block, stays. If the lines below
 * stand further in by the same blanks, they lose them too.
 *
 * VS Code asks for it as well: with a tab's width of blanks in front of a suggestion, Tab indents and does not accept.
 *
 * Worked example: at `    |` behind `    a()` the text `    b()` becomes `b()`.
 */
export function withoutDoubledIndent(text: string, place: FilterPlace): string {
  const lineStart = place.prefix.slice(lineStartOf(place));
  const blanks = blanksOf(text);
  const [firstLine = "", ...below] = text.slice(blanks.length).split("\n");
  const isIndented = lineStart !== "" && lineStart.trim() === "" && !isProse(place.path);
  if (!isIndented || blanks === "" || firstLine.trim() === "") return text;
  const allowed = allowedWidth(lineStart, firstLine, place);
  if (indentWidth(blanks, tabSizeOf(place)) <= allowed) return text;
  const isShifted = areShifted(below, lineStart + blanks, firstLine, place);
  return [firstLine, ...below.map((line) => (isShifted ? line.replace(blanks, "") : line))].join(
    "\n",
  );
}

/** How far, in columns, a text may go in from a cursor that stands on a line of blanks. */
function allowedWidth(lineStart: string, firstLine: string, place: FilterPlace): number {
  const tabSize = tabSizeOf(place);
  const above = place.prefix.slice(0, lineStartOf(place)).trimEnd();
  const lineAbove = above.slice(above.lastIndexOf("\n") + 1);
  const isAtBlock = indentWidth(lineStart, tabSize) <= indentWidth(blanksOf(lineAbove), tabSize);
  const goesOn = mayOpenBlock(lineAbove) || continuation.test(firstLine);
  if (!isAtBlock || !goesOn || atSameWidth.test(firstLine)) return 0;
  return indentStyleOf(place.prefix.slice(-styleLength)).unit ?? tabSize;
}

/**
 * Whether the lines below the first belong to it where it stood, and not to where it will stand: they are all indented by what it was
 * indented by, or further where it opens a block.
 */
function areShifted(
  below: readonly string[],
  indent: string,
  firstLine: string,
  place: FilterPlace,
): boolean {
  const lines = below.filter((line) => line.trim() !== "");
  const [next] = lines;
  if (next === undefined || !lines.every((line) => line.startsWith(indent))) return false;
  const tabSize = tabSizeOf(place);
  const isFurther = indentWidth(blanksOf(next), tabSize) > indentWidth(indent, tabSize);
  return isFurther || !/[[({:]$/.test(firstLine.trimEnd());
}
