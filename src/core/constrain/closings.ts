import { lexisOf } from "./lexis";
import { atFileStart, scanBrackets } from "./scanBrackets";
import { lineStartOf, type TextPlace } from "./textPlace";

/**
 * What might stand behind a text whose lines open what later lines fill, nearest first; empty if it opens nothing of the kind.
 * An opener counts if its line ends with it. A `(` may want something inside, and a statement its end.
 *
 * Worked example: behind `call(x, () => {` that is `})` or `});`, behind Python's `if x:` it is ` pass`.
 */
export function closings(text: string, place: TextPlace): readonly string[] {
  const lexis = lexisOf(place.path);
  if (lexis === undefined) return [];
  const lineStart = lineStartOf(place);
  const atLineStart = scanBrackets(place.prefix.slice(0, lineStart), lexis, atFileStart);
  const line = place.prefix.slice(lineStart) + text;
  const { openings, comment } = scanBrackets(line, lexis, atLineStart);
  if (comment !== "none") return [];
  const numBefore = line.length - text.length;
  const open = openings.filter(
    ({ index, quote }) =>
      index >= numBefore && quote === undefined && /^.\s*(?:\n|$)/.test(line.slice(index)),
  );
  const body = /:\s*$/.test(text) && lexis.lineComment === "#" ? " pass" : "";
  if (open.length === 0) return body === "" ? [] : [body];
  const closers = open
    .map(({ closer }) => closer)
    .reverse()
    .join("");
  return [closers, `${closers};`, `x${closers}`, `x${closers};`];
}
