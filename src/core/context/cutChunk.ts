/** How large a piece of a document may be. */
export interface ChunkSize {
  readonly mostLines: number;
  /** UTF-16 units. */
  readonly mostUnits: number;
}

/** A line longer than this was not typed: the file is minified or holds data. */
const longestLine = 300;

/**
 * The lines around a line of a document. Where the piece begins moves in steps of half its length, so that places near each other give
 * the same piece.
 *
 * @param text with "\n" as its only line end
 * @param line counts from 0; one behind the last counts as the last
 * @returns whole lines; empty where nobody typed them
 */
export function chunkAround(text: string, line: number, size: ChunkSize): string {
  const lines = text.split("\n");
  const place = Math.min(line, lines.length - 1);
  const step = Math.max(1, Math.floor(size.mostLines / 2));
  const start = Math.max(0, Math.floor(place / step) * step - Math.floor(step / 2));
  return cutLines(lines, { first: start, end: start + size.mostLines, place }, size);
}

/**
 * The declaration that begins at a line: up to its last line where that is known, else all lines that are indented deeper than the
 * first one, and the closer below them.
 *
 * @param text with "\n" as its only line end
 * @returns whole lines, from the beginning where it is too long; empty where nobody typed them
 */
export function declarationAt(
  text: string,
  { first, last }: { readonly first: number; readonly last?: number | undefined },
  size: ChunkSize,
): string {
  const lines = text.split("\n");
  const end = last !== undefined && last > first ? last + 1 : blockEnd(lines, first);
  const most = first + size.mostLines;
  return cutLines(lines, { first, end: Math.min(end, most), place: first }, size);
}

/** Behind the last line of the block that `first` opens. */
function blockEnd(lines: readonly string[], first: number): number {
  const indentation = indentationOf(lines[first] ?? "");
  let end = first + 1;
  for (let index = end; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (line.trim() === "") continue;
    if (indentationOf(line) > indentation) end = index + 1;
    else return /^\s*(?:[)\]}]|end\b)/.test(line) ? index + 1 : end;
  }
  return end;
}

/** The lines from `first` to `end` without blank ones at both ends, and without those furthest from `place` if they are too long. */
function cutLines(
  lines: readonly string[],
  range: { readonly first: number; readonly end: number; readonly place: number },
  { mostUnits }: ChunkSize,
): string {
  let first = range.first;
  let end = Math.min(range.end, lines.length);
  const isBlank = (index: number): boolean => (lines[index] ?? "").trim() === "";
  const lengthOf = (index: number): number => (lines[index] ?? "").length + 1;
  let numUnits = 0;
  for (let index = first; index < end; index++) {
    if (lengthOf(index) > longestLine) return "";
    numUnits += lengthOf(index);
  }
  while (first < end && (isBlank(first) || isBlank(end - 1) || numUnits > mostUnits)) {
    const dropsFirst =
      isBlank(first) || (!isBlank(end - 1) && range.place - first > end - 1 - range.place);
    numUnits -= lengthOf(dropsFirst ? first : end - 1);
    if (dropsFirst) first++;
    else end--;
  }
  return lines
    .slice(first, end)
    .map((line) => `${line}\n`)
    .join("");
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}
