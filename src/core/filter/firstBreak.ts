import { BracketContext } from "../constrain/bracketContext";
import { scanBrackets } from "../constrain/scanBrackets";
import { lineRestOf, type TextPlace } from "../constrain/textPlace";

/** A place in a text at which brackets or quotes cease to fit the document. */
export interface Break {
  /** Of the closer, or of the line break inside a quote, in UTF-16 units. */
  readonly index: number;
  readonly kind: "bracket" | "quote" | "lineEnd";
  /** Whether it is about a quote that was open at the cursor. */
  readonly isOfCursor: boolean;
}

/** What may be a break. */
const candidate = /[)\]}"'`\n]/g;

/** What is open is known only of a document that is read from its beginning, and a longer one takes too long. UTF-16 units. */
const longestDocument = 200_000;

/**
 * The first place at which a text at the cursor closes what is not open, or what the suffix closes, or ends a line inside a quote that
 * ends with its line. A text that leaves open just what it found open is right as it is, whatever it closed on the way, as `b" + "c` is
 * in `f("a|")`; so is one behind which the suffix closes all.
 *
 * @returns `undefined` if there is none, or nobody can tell: in an unknown language, in a very long document, and in a quote of several
 * lines, where the next quote below may be its end as well as another's beginning
 */
export function firstBreak(text: string, place: TextPlace): Break | undefined {
  const candidates = Array.from(text.matchAll(candidate), ({ index }) => index);
  if (candidates.length === 0) return undefined;
  if (place.prefix.length + place.suffix.length > longestDocument) return undefined;
  const context = BracketContext.at(place);
  if (context === undefined || isInTextBlock(context, place)) return undefined;
  const isRight = !isBroken(text, context) || isNeutral(text, context);
  if (isRight || isCompletedBy(place.suffix, text, context)) return undefined;
  const index = candidates.find((at) => isBroken(text.slice(0, at + 1), context));
  return index === undefined ? undefined : breakAt(index, text, context);
}

function isInTextBlock(context: BracketContext, place: TextPlace): boolean {
  const quote = context.openings.at(-1)?.quote;
  return quote?.isMultiline === true && !lineRestOf(place).includes(quote.close);
}

function isBroken(text: string, context: BracketContext): boolean {
  const { numBreaks, numLowest } = context.scan(text);
  return numBreaks > 0 || numLowest < context.numClosed;
}

function isNeutral(text: string, context: BracketContext): boolean {
  const { numBreaks, openings } = context.scan(text);
  const { openings: before } = context;
  return (
    numBreaks === 0 &&
    openings.length === before.length &&
    openings.every(({ closer }, i) => closer === before[i]?.closer)
  );
}

function isCompletedBy(suffix: string, text: string, context: BracketContext): boolean {
  const end = context.scan(text);
  const { numBreaks, openings } = scanBrackets(suffix, context.lexis, end);
  return end.numBreaks + numBreaks + openings.length === 0;
}

function breakAt(index: number, text: string, context: BracketContext): Break {
  const { openings, numLowest } = context.scan(text.slice(0, index));
  const { openings: before } = context;
  const inner = openings.at(-1);
  const isOfCursor = before.at(-1)?.quote !== undefined && numLowest === before.length;
  const character = text.charAt(index);
  if (character === "\n") return { index, kind: "lineEnd", isOfCursor };
  if (/[)\]}]/.test(character)) return { index, kind: "bracket", isOfCursor };
  const closer = inner?.quote === undefined ? character : inner.closer;
  return { index: Math.max(0, index + 1 - closer.length), kind: "quote", isOfCursor };
}
