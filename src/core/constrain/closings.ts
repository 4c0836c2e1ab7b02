import type { BracketContext } from "./bracketContext";
import type { Opening } from "./scanBrackets";

/** What may stand behind a closer, as the grammar wants it. */
const ends = ["", ";", ","];

/**
 * What might stand behind a suggestion to close what later lines will close, nearest first; nothing if there is nothing of the
 * kind. That is what lines above the cursor have opened and the suffix does not close. And where a line of the suggestion ends
 * with an opener, it is that one and all that is open around it: what they hold comes later. A `(` may want something inside,
 * and a statement or an element its end.
 *
 * Worked example: behind `call(x, () => {` that is `})` or `});` among others, behind Python's `if x:` it is ` pass`.
 */
export function closingsOf(text: string, context: BracketContext): readonly string[] {
  const { openings, comment, numLowest } = context.scan(text);
  const isQuoted = openings.some(({ quote, index }) => quote !== undefined && index >= 0);
  if (comment !== "none" || isQuoted) return [];
  const last = openings.findLastIndex((opening) => endsLine(opening, text));
  const numLater = last < 0 ? Math.min(numLowest, context.numAbove) : last + 1;
  const later = openings
    .slice(0, numLater)
    .filter(({ index }, i) => index >= 0 || i >= context.numClosed);
  if (later.length === 0) {
    return context.lexis.lineComment === "#" && /:\s*$/.test(text) ? [" pass"] : [];
  }
  const closers = later
    .map(({ closer }) => closer)
    .reverse()
    .join("");
  const fillings = /\(\s*$/.test(text) ? ["", "x"] : [""];
  return ends.flatMap((end) => fillings.map((filling) => filling + closers + end));
}

function endsLine({ index }: Opening, text: string): boolean {
  return index >= 0 && /^\s*(?:\n|$)/.test(text.slice(index + 1));
}
