import { ForetypeError } from "../core/errors";

/** `FILE:LINE:COLUMN` taken apart. Lines and columns count from 1, columns in UTF-16 units, as editors show them. */
export interface CursorPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** @throws user/bad-argument if the text has another form */
export function parsePlace(text: string): CursorPlace {
  const match = /^(?<file>.+):(?<line>\d+):(?<column>\d+)$/s.exec(text);
  const { file, line, column } = match?.groups ?? {};
  if (file === undefined || line === undefined || column === undefined) {
    throw new ForetypeError(
      "user/bad-argument",
      `"${text}" is not FILE:LINE:COLUMN. Write it like src/main.ts:12:5.`,
    );
  }
  return { file, line: Number(line), column: Number(column) };
}

/**
 * Offset of the place in the file's text, in UTF-16 units. The column behind a line's last character is its end.
 *
 * @throws user/bad-argument if the text has no such line or column, or it lies inside a character
 */
export function offsetOf(text: string, { file, line, column }: CursorPlace): number {
  const lines = text.split("\n");
  const content = lines[line - 1]?.replace(/\r$/, "");
  if (content === undefined) {
    throw new ForetypeError(
      "user/bad-argument",
      `${file} has no line ${String(line)}. Choose one from 1 to ${String(lines.length)}.`,
    );
  }
  if (column < 1 || column > content.length + 1) {
    throw new ForetypeError(
      "user/bad-argument",
      `${file}:${String(line)} has no column ${String(column)}. Choose one from 1 to ${String(content.length + 1)}.`,
    );
  }
  const before = lines.slice(0, line - 1).reduce((length, other) => length + other.length + 1, 0);
  const offset = before + column - 1;
  if (/^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(offset - 1, offset + 1))) {
    throw new ForetypeError(
      "user/bad-argument",
      `Column ${String(column)} is inside a character. Choose the one before or after it.`,
    );
  }
  return offset;
}
