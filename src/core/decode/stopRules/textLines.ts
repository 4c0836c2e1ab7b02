import { at } from "../../at";

/** A line of generated text: bytes `[start, end)`, its line break not included. */
export interface TextLine {
  readonly start: number;
  readonly end: number;
  /** Whether a line break follows, so that the line is all there. */
  readonly isComplete: boolean;
}

export const lineFeed = 10;
const carriageReturn = 13;
export const space = 32;
export const tab = 9;

const closers: ReadonlySet<number> = new Set([")", "]", "}"].map((sign) => sign.charCodeAt(0)));

/** Columns that a tab counts for: only comparisons of lines that are indented alike matter. */
const tabWidth = 4;

/** Lines of UTF-8 text, the last one perhaps unfinished or empty. There is at least one. */
export function linesOf(text: Uint8Array): TextLine[] {
  const lines: TextLine[] = [];
  let start = 0;
  for (let end = text.indexOf(lineFeed); end !== -1; end = text.indexOf(lineFeed, start)) {
    lines.push({ start, end, isComplete: true });
    start = end + 1;
  }
  lines.push({ start, end: text.length, isComplete: false });
  return lines;
}

/** Index of the first byte of a line that is not blank; the line's end if all are. */
export function contentStart(text: Uint8Array, line: TextLine): number {
  let index = line.start;
  while (index < line.end && isBlank(at(text, index))) index++;
  return index;
}

/** Whether a line's content begins with what closes a bracket. A blank line has none. */
export function beginsWithCloser(text: Uint8Array, line: TextLine): boolean {
  const first = contentStart(text, line);
  return first < line.end && closers.has(at(text, first));
}

export function isBlankLine(text: Uint8Array, line: TextLine): boolean {
  return contentStart(text, line) === line.end;
}

/** Width of the blanks before a line's content, in columns. */
export function indentation(text: Uint8Array, line: TextLine): number {
  let width = 0;
  const end = contentStart(text, line);
  for (let index = line.start; index < end; index++) {
    width += at(text, index) === tab ? tabWidth : 1;
  }
  return width;
}

/** The bytes of a line without blanks at its end. */
export function trimmedEnd(text: Uint8Array, line: TextLine): Uint8Array {
  let end = line.end;
  while (end > line.start && isBlank(at(text, end - 1))) end--;
  return text.subarray(line.start, end);
}

function isBlank(byte: number): boolean {
  return byte === space || byte === tab || byte === carriageReturn;
}
