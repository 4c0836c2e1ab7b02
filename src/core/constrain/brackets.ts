import { lexisOf, type Lexis } from "./lexis";
import { atFileStart, scanBrackets, type LexicalState, type Opening } from "./scanBrackets";
import { lineRestOf, lineStartOf, type TextPlace } from "./textPlace";
import type { TextRule } from "./textRule";

/**
 * Closes brackets and quotes against the suffix. A closer closes the innermost thing that is open: something that the
 * suggestion has opened, or something before the cursor that the suffix leaves open. No line ends inside a quote that ends
 * with its line, and no suggestion inside a quote that the suffix does not close, except where the cursor stood in a quote of
 * several lines, which the user will end. Brackets may stay open: their content may come on the next lines.
 *
 * Worked example: in `f(a|)` the suffix closes `f(`, so that `, g(b)` is admitted and `, b)` is not. In `f(a|` with nothing
 * behind it, `, b)` is admitted and `, b))` is not.
 *
 * @returns `undefined` if the file's language is not known
 */
export function brackets(place: TextPlace): TextRule | undefined {
  const lexis = lexisOf(place.path);
  if (lexis === undefined) return undefined;
  const lineStart = lineStartOf(place);
  const line = place.prefix.slice(lineStart);
  const atLineStart = scanBrackets(place.prefix.slice(0, lineStart), lexis, atFileStart);
  const atCursor = scanBrackets(line, lexis, atLineStart);
  const { numKept, mayEndInQuote } = closedBySuffix(atCursor, place, lexis);
  // The cursor's line is read again with each text: only both together say where a quote or comment begins.
  const scan = (text: string): ReturnType<typeof scanBrackets> =>
    scanBrackets(line + text, lexis, atLineStart, line.length);
  return {
    admits: (text) => {
      const { numBreaks, numLowest } = scan(text);
      return numBreaks === 0 && numLowest >= numKept;
    },
    mayEnd: (text) => {
      const { openings, numLowest } = scan(text);
      const numCursor = atCursor.openings.length;
      const numOld = Math.min(numLowest, numCursor);
      return openings.every(
        ({ quote }, i) =>
          quote === undefined || (i < numOld && (i < numCursor - 1 || mayEndInQuote)),
      );
    },
  };
}

interface SuffixView {
  /** How many of the openings at the cursor, counted from the outermost, a suggestion may not close. */
  readonly numKept: number;
  /** Whether a suggestion may end in the quote that the cursor stands in. */
  readonly mayEndInQuote: boolean;
}

function closedBySuffix(atCursor: LexicalState, place: TextPlace, lexis: Lexis): SuffixView {
  const { openings, comment } = atCursor;
  const outermost = openings.find((opening) => opening.quote !== undefined);
  const isInside = openings.at(-1)?.quote !== undefined;
  if (outermost !== undefined) {
    const rest = outermost.quote?.isMultiline === true ? place.suffix : lineRestOf(place);
    const outside = { openings: openings.slice(0, openings.indexOf(outermost)), comment };
    if (numFaults(rest, lexis, outside) < numFaults(rest, lexis, atCursor)) {
      const { closers } = scanBrackets(place.suffix, lexis, outside);
      return {
        numKept: numClosed(outside.openings, closers),
        mayEndInQuote: openings.at(-1)?.quote?.isMultiline !== false,
      };
    }
    if (isInside) return { numKept: openings.length, mayEndInQuote: true };
  }
  const { closers } = scanBrackets(place.suffix, lexis, atCursor);
  return { numKept: numClosed(openings, closers), mayEndInQuote: true };
}

/**
 * What speaks against reading a suffix from a state: if it is read as quoted where it is code, or the other way round, quotes
 * stay open and brackets do not fit.
 */
function numFaults(suffix: string, lexis: Lexis, state: LexicalState): number {
  const { numBreaks, openings } = scanBrackets(suffix, lexis, state);
  return numBreaks + openings.filter(({ quote }) => quote !== undefined).length;
}

/**
 * How many of the openings the closers of the suffix belong to, counted from the outermost. The suffix closes the outer ones:
 * what is missing is the last that was typed. If closers and openings do not fit, nothing is known and nothing is kept.
 */
function numClosed(openings: readonly Opening[], closers: readonly string[]): number {
  const fromInner = openings.toReversed();
  // More closers than openings: the text before the window that is known has the others.
  for (let numOpen = Math.max(0, openings.length - closers.length); numOpen >= 0; numOpen--) {
    const closed = fromInner.slice(numOpen);
    if (closed.every(({ closer }, i) => i >= closers.length || closer === closers[i])) {
      return closed.length;
    }
  }
  return 0;
}
