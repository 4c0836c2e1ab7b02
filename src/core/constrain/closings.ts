import { BracketContext } from "./bracketContext";
import { lexisOf } from "./lexis";
import type { TextPlace } from "./textPlace";

/**
 * Makes a function of a suggestion: what might stand behind it if lines of it open what later lines fill, nearest first; nothing
 * if none does. An opener counts if its line ends with it; what is open around it and is not closed by the suffix is closed
 * with it. A `(` may want something inside, and a statement its end.
 *
 * Worked example: behind `call(x, () => {` that is `})` or `});`, behind Python's `if x:` it is ` pass`.
 */
export function closingsAt(place: TextPlace): (text: string) => readonly string[] {
  const lexis = lexisOf(place.path);
  if (lexis === undefined) return () => [];
  const context = new BracketContext(place, lexis);
  return (text) => {
    const { openings, comment } = context.scan(text);
    if (
      comment !== "none" ||
      openings.some(({ quote, index }) => quote !== undefined && index >= 0)
    ) {
      return [];
    }
    const last = openings.findLastIndex(
      ({ index }) => index >= 0 && /^\s*(?:\n|$)/.test(text.slice(index + 1)),
    );
    if (last < 0) {
      return lexis.lineComment === "#" && /:\s*$/.test(text) ? [" pass"] : [];
    }
    const open = openings
      .slice(0, last + 1)
      .filter(({ index }, i) => index >= 0 || i >= context.numClosed);
    const closers = open
      .map(({ closer }) => closer)
      .reverse()
      .join("");
    return [closers, `${closers};`, `x${closers}`, `x${closers};`];
  };
}
