import { lineStartOf } from "../constrain/textPlace";
import type { FilterPlace } from "./filter";
import { nearby } from "./nearby";
import { placedLines } from "./placedLines";

/**
 * Where the first line begins that is indented with the blank that the document does not use. A document that uses both has no
 * say, and one that is not indented yet leaves it to the editor's setting. A single blank may stand before the star of a comment.
 *
 * @returns an index in the text, in UTF-16 units; `undefined` if all lines may stand
 */
export function lineOfWrongBlanks(text: string, place: FilterPlace): number | undefined {
  const wrong = wrongBlanks(place);
  const isBegun = place.prefix.slice(lineStartOf(place)).trim() !== "";
  return placedLines(text, place).find(
    ({ start }, i) => !(i === 0 && isBegun) && wrong?.test(text.slice(start)),
  )?.start;
}

/** Finds a line with the wrong blanks at the beginning of a text; `undefined` if none are wrong. */
function wrongBlanks(place: FilterPlace): RegExp | undefined {
  const { prefix, suffix } = nearby(place);
  const document = `\n${prefix}${suffix}`;
  const hasTabs = /\n *\t/.test(document);
  const hasSpaces = /\n {2,}[^\s*]/.test(document);
  if (hasTabs && hasSpaces) return undefined;
  const insertsSpaces = hasTabs || hasSpaces ? hasSpaces : place.insertSpaces;
  if (insertsSpaces === undefined) return undefined;
  return insertsSpaces ? /^ *\t[ \t]*\S/ : /^ {2,}[^\s*]/;
}
