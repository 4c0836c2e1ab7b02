import { BracketContext } from "../constrain/bracketContext";
import type { TextPlace } from "../constrain/textPlace";
import { nearby } from "./nearby";

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

/**
 * The first place at which a text at the cursor closes what is not open, or what the suffix closes, or ends a line inside a quote
 * that ends with its line. A text that leaves open just what it found open fits, whatever it closed on the way: in `f("a|")` that is
 * so for `b" + "c`.
 *
 * @returns `undefined` if all fits, or the language is not known
 */
export function firstBreak(text: string, place: TextPlace): Break | undefined {
  const candidates = Array.from(text.matchAll(candidate), ({ index }) => index);
  if (candidates.length === 0) return undefined;
  const context = BracketContext.at(nearby(place));
  if (context === undefined || isNeutral(text, context) || !isBroken(text, context)) {
    return undefined;
  }
  const index = candidates.find((at) => isBroken(text.slice(0, at + 1), context));
  return index === undefined ? undefined : breakAt(index, text, context);
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
