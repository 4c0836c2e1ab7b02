import { lexisOf, type Lexis } from "./lexis";
import {
  atFileStart,
  scanBrackets,
  type BracketScan,
  type LexicalState,
  type Opening,
} from "./scanBrackets";
import { lineRestOf, lineStartOf, type TextPlace } from "./textPlace";

/** What is open at a cursor, and which of it the suffix closes. */
export class BracketContext {
  /** What is open at the cursor, outermost first. */
  readonly openings: readonly Opening[];
  /** How many of them were opened above the cursor's line. */
  readonly numAbove: number;
  /** How many of them, counted from the outermost, the suffix closes. */
  readonly numClosed: number;
  /** Whether the cursor stands in a quote that the suffix does not close and that ends with its line. */
  readonly isInUnclosedLine: boolean;
  /** Whether the cursor's line, up to the cursor, leaves open what it found open and nothing else. */
  readonly isLineNeutral: boolean;
  readonly lexis: Lexis;
  readonly #line: string;
  readonly #atLineStart: LexicalState;

  /** What was found at places, which constraints, filters and shapes ask for one after the other: a whole document is read for it. */
  static readonly #known = new WeakMap<TextPlace, BracketContext>();

  /** What is open at a place, which is not to change; `undefined` in a language that is not known. */
  static at(place: TextPlace): BracketContext | undefined {
    const known = BracketContext.#known.get(place);
    if (known !== undefined) return known;
    const lexis = lexisOf(place.path);
    if (lexis === undefined) return undefined;
    const context = new BracketContext(place, lexis);
    BracketContext.#known.set(place, context);
    return context;
  }

  private constructor(place: TextPlace, lexis: Lexis) {
    const lineStart = lineStartOf(place);
    this.lexis = lexis;
    this.#line = place.prefix.slice(lineStart);
    this.#atLineStart = scanBrackets(place.prefix.slice(0, lineStart), lexis, atFileStart);
    const atCursor = scanBrackets(this.#line, lexis, this.#atLineStart);
    this.openings = atCursor.openings;
    this.numAbove = atCursor.numLowest;
    this.isLineNeutral = [this.#atLineStart, atCursor].every(
      ({ openings }) => openings.length === this.numAbove,
    );
    const inner = atCursor.openings.at(-1)?.quote;
    const goesOn = goesOnInQuote(atCursor, place, lexis);
    if (goesOn && inner !== undefined) {
      this.numClosed = atCursor.openings.length;
      this.isInUnclosedLine = false;
    } else {
      const state = goesOn ? atCursor : outsideOfQuotes(atCursor);
      const { closers } = scanBrackets(place.suffix, lexis, state);
      this.numClosed = numFitting(state.openings, closers);
      this.isInUnclosedLine = inner?.isMultiline === false;
    }
  }

  /**
   * What a text at the cursor does; notes are taken from its beginning on. The cursor's line is read again with each text: only
   * both together say where a quote or comment begins. Indices of openings count from the cursor.
   */
  scan(text: string): BracketScan {
    const { length } = this.#line;
    const scanned = scanBrackets(this.#line + text, this.lexis, this.#atLineStart, length);
    const openings = scanned.openings.map((opening) => ({
      ...opening,
      index: Math.max(-1, opening.index - length),
    }));
    return { ...scanned, openings };
  }
}

/** Whether the suffix begins inside the quotes that are open at the cursor, if there are any: the likelier of both readings. */
function goesOnInQuote(atCursor: LexicalState, place: TextPlace, lexis: Lexis): boolean {
  const outermost = atCursor.openings.find((opening) => opening.quote !== undefined);
  // Both readings are one, and the suffix may be long.
  if (outermost === undefined) return true;
  const rest = outermost.quote?.isMultiline === false ? lineRestOf(place) : place.suffix;
  return numFaults(rest, lexis, atCursor) <= numFaults(rest, lexis, outsideOfQuotes(atCursor));
}

function outsideOfQuotes({ openings, comment }: LexicalState): LexicalState {
  const outermost = openings.findIndex((opening) => opening.quote !== undefined);
  return { openings: outermost < 0 ? openings : openings.slice(0, outermost), comment };
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
 * what is missing is the last that was typed. If closers and openings do not fit, nothing is known and none counts as closed.
 */
function numFitting(openings: readonly Opening[], closers: readonly string[]): number {
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
