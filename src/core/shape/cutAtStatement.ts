import { BracketContext } from "../constrain/bracketContext";
import type { SyntaxParser } from "../constrain/syntaxPort";
import type { TextPlace } from "../constrain/textPlace";
import { endOfStatement } from "./endOfStatement";

/** A longer document, in UTF-16 units, would have to be parsed for too long: 0.1 s and more at the first request in it. */
const maxLength = 250_000;

/** A text in two: together they are the whole. */
export interface CutText {
  /** What is shown. */
  readonly text: string;
  /** What follows it: empty, or it begins with a line end and has more than blanks. */
  readonly tail: string;
}

/**
 * Cuts a text of several lines where the statement that it stands in ends, at a line's end: of what a model wrote beyond that the
 * user has not seen the beginning accepted. What the text leaves open is closed for the parser, so that a text that is not finished
 * is read as one that is.
 *
 * Worked example: behind `const a = ` the text `f(\n  1,\n);\nconst b = 2;` is cut behind `);`.
 *
 * @param text with "\n" as its only line end, as the place; less what the suffix begins with
 */
export function cutAtStatement(text: string, place: TextPlace, parser: SyntaxParser): CutText {
  const whole = { text, tail: "" };
  const document = place.prefix + place.suffix;
  if (!text.trim().includes("\n") || document.length > maxLength) return whole;
  const cursor = place.prefix.length;
  parser.remember(document);
  const completed = place.prefix + text + missingClosers(text, place) + place.suffix;
  const textEnd = cursor + text.length;
  const end = endOfStatement(completed, { cursor, textEnd }, parser);
  if (end === undefined || end >= textEnd) return whole;
  // Where a grammar counts a line's end to the statement, the line after it is not.
  const length = text.slice(0, Math.max(0, end - cursor)).trimEnd().length;
  const lineEnd = text.indexOf("\n", length);
  if (lineEnd < 0 || text.slice(lineEnd).trim() === "") return whole;
  return { text: text.slice(0, lineEnd), tail: text.slice(lineEnd) };
}

/** What closes all that is open behind `text`, but for what the suffix closes. */
function missingClosers(text: string, place: TextPlace): string {
  const context = BracketContext.at(place);
  if (context === undefined) return "";
  const { openings, comment } = context.scan(text);
  const closers = openings
    .filter(({ index }, i) => index >= 0 || i >= context.numClosed)
    .map(({ closer }) => closer);
  return (comment === "block" ? "*/" : "") + closers.reverse().join("");
}
