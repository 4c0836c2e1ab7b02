import { BracketContext } from "./bracketContext";
import type { TextPlace } from "./textPlace";
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
  const context = BracketContext.at(place);
  if (context === undefined) return undefined;
  const numBefore = context.openings.length;
  return {
    admits: (text) => {
      const { numBreaks, numLowest } = context.scan(text);
      return numBreaks === 0 && numLowest >= context.numClosed;
    },
    mayEnd: (text) => {
      const { openings, numLowest } = context.scan(text);
      return openings.every(({ quote }, i) => {
        if (quote === undefined) return true;
        const isInner = i === numBefore - 1;
        return i < Math.min(numLowest, numBefore) && !(isInner && context.isInUnclosedLine);
      });
    },
  };
}
