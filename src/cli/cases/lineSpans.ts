/** A stretch of a text: UTF-16 offsets, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The lines of a text without their indentation and their line feed, first line first. `start` of a blank line is its
 * `end`. Trailing blanks belong to no span.
 */
export function lineSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let offset = 0;
  for (const line of text.split("\n")) {
    const end = offset + line.trimEnd().length;
    spans.push({ start: Math.min(end, offset + line.length - line.trimStart().length), end });
    offset += line.length + 1;
  }
  return spans;
}
