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
 * Cuts texts of several lines where the statement that they stand in ends, at a line's end: the user has not seen yet, let alone
 * taken, what a model built the rest on. What a text leaves open is closed for the parser, so that one that is not finished is
 * read as one that is. A place is read once, with the first of its texts that has several lines.
 *
 * Worked example: behind `const a = ` the text `f(\n  1,\n);\nconst b = 2;` is cut behind `);`.
 *
 * @param place with "\n" as its only line end, as its texts, which are less what the suffix begins with
 */
export function statementCut(place: TextPlace, parser: SyntaxParser): (text: string) => CutText {
  const { prefix, suffix } = place;
  let isRemembered = false;
  return (text) => {
    const whole = { text, tail: "" };
    if (!text.trim().includes("\n") || prefix.length + suffix.length > maxLength) return whole;
    const completed = prefix + text + missingClosers(text, BracketContext.at(place)) + suffix;
    // The place's other texts, and the next key's, differ from it in little.
    if (!isRemembered) parser.remember(completed);
    isRemembered = true;
    const textEnd = prefix.length + text.length;
    const end = endOfStatement(completed, { cursor: prefix.length, textEnd }, parser);
    if (end === undefined || end >= textEnd) return whole;
    // Where a grammar counts a line's end to the statement, the line after it is not.
    const length = text.slice(0, Math.max(0, end - prefix.length)).trimEnd().length;
    const lineEnd = text.indexOf("\n", length);
    if (lineEnd < 0 || text.slice(lineEnd).trim() === "") return whole;
    return { text: text.slice(0, lineEnd), tail: text.slice(lineEnd) };
  };
}

/** What closes all that is open behind `text`, but for what the suffix closes. */
function missingClosers(text: string, context: BracketContext | undefined): string {
  if (context === undefined) return "";
  const { openings, comment } = context.scan(text);
  const closers = openings
    .filter(({ index }, i) => index >= 0 || i >= context.numClosed)
    .map(({ closer }) => closer);
  return (comment === "block" ? "*/" : "") + closers.reverse().join("");
}
