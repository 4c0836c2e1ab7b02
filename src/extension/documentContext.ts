/** A document as far as a completion needs it. Offsets in UTF-16 code units. */
export interface TextSource {
  readonly length: number;
  slice(start: number, end: number): string;
}

/** Text on both sides of a cursor, with "\n" as its only line end. */
export interface TextAround {
  readonly prefix: string;
  readonly suffix: string;
}

/** The two halves of the cursor's line. */
export interface CursorLine {
  readonly before: string;
  readonly after: string;
}

/**
 * Code units taken on either side. Far more than any prompt holds; the engine chooses among them. Keeps a request for a file
 * of many megabytes as cheap as for a small one.
 */
export const mostCodeUnits = 100_000;

/**
 * The text before the cursor begins at a multiple of this, so that typing does not move its start: a prefix that begins
 * elsewhere at each key could not be seen to continue the one before.
 */
export const startStep = 10_000;

/**
 * The text before `start` and after `end`. What lies between them is left out: it is what a completion would replace.
 * Never begins or ends with half a character where it is cut.
 */
export function textAround(source: TextSource, start: number, end: number): TextAround {
  const first = Math.floor(Math.max(0, start - mostCodeUnits) / startStep) * startStep;
  const before = source.slice(first, start);
  const after = source.slice(end, Math.min(source.length, end + mostCodeUnits));
  return {
    prefix: withOneLineEnd(before.replace(/^[\uDC00-\uDFFF]/, "")),
    suffix: withOneLineEnd(after.replace(/[\uD800-\uDBFF]$/, "")),
  };
}

/** The line that the cursor is in. */
export function cursorLine({ prefix, suffix }: TextAround): CursorLine {
  const end = suffix.indexOf("\n");
  return {
    before: prefix.slice(prefix.lastIndexOf("\n") + 1),
    after: end < 0 ? suffix : suffix.slice(0, end),
  };
}

/** Whether the cursor stands between the two halves of one character. */
export function splitsCharacter({ prefix, suffix }: TextAround): boolean {
  return /[\uD800-\uDBFF]$/.test(prefix) && /^[\uDC00-\uDFFF]/.test(suffix);
}

/**
 * The path that goes into the prompt: relative to the workspace, or the bare name of a file outside of one, because the way to
 * somebody's home folder says nothing about code.
 *
 * @param documentPath with forward slashes, as in a URI
 * @param folderPath the workspace folder the document is in, likewise
 */
export function pathInWorkspace(documentPath: string, folderPath: string | undefined): string {
  if (folderPath !== undefined) {
    const folder = folderPath.endsWith("/") ? folderPath : `${folderPath}/`;
    if (documentPath.startsWith(folder)) return documentPath.slice(folder.length);
  }
  return documentPath.slice(documentPath.lastIndexOf("/") + 1);
}

/** Models have seen hardly any "\r\n", and VS Code gives what is inserted the document's own line ends. */
function withOneLineEnd(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
