import type { Lexis, Quote } from "./lexis";

/** A bracket or quote that is open. */
export interface Opening {
  readonly closer: string;
  /** `undefined` for a bracket. */
  readonly quote: Quote | undefined;
  /** Where it stands in the text that was scanned last, or -1 if it was open before that. */
  readonly index: number;
}

/** What the code before a place in a text amounts to. */
export interface LexicalState {
  /** Outermost first. Inside a quote the last one is the quote. */
  readonly openings: readonly Opening[];
  readonly comment: "none" | "line" | "block";
}

/** What a text did to the state in which it began. */
export interface BracketScan extends LexicalState {
  /** Fewest openings at any time from `from` on. */
  readonly numLowest: number;
  /** Closers from `from` on, in their order, of what was open at `from` or nowhere. */
  readonly closers: readonly string[];
  /** How often, from `from` on, a closer was not that of the innermost opening, or a line ended inside a quote that may not. */
  readonly numBreaks: number;
}

export const atFileStart: LexicalState = { openings: [], comment: "none" };

const closerOf: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * Follows brackets, quotes and comments through `text`. What is broken is taken the way that does least harm: a closer also
 * closes what was left open inside of its bracket, one without a bracket does nothing, and a line's end ends a quote that may
 * not go on.
 *
 * @param begin the state in which `text` begins; a text that begins with a line is read best
 * @param from where in `text` to begin to take notes, in UTF-16 units
 */
export function scanBrackets(
  text: string,
  lexis: Lexis,
  begin: LexicalState,
  from = 0,
): BracketScan {
  return new Scanner(text, lexis, begin, from).run();
}

class Scanner {
  readonly #text: string;
  readonly #lexis: Lexis;
  readonly #from: number;
  readonly #openings: Opening[];
  #comment: LexicalState["comment"];
  #index = 0;
  /** Openings that were there at `from` and still are. */
  #numOld = 0;
  #numLowest = 0;
  #numBreaks = 0;
  readonly #closers: string[] = [];

  constructor(text: string, lexis: Lexis, begin: LexicalState, from: number) {
    this.#text = text;
    this.#lexis = lexis;
    this.#from = from;
    this.#openings = begin.openings.map((opening) => ({ ...opening, index: -1 }));
    this.#comment = begin.comment;
    this.#numLowest = this.#numOld = this.#openings.length;
  }

  get #isNoting(): boolean {
    return this.#index >= this.#from;
  }

  run(): BracketScan {
    while (this.#index < this.#text.length) {
      if (this.#index <= this.#from) this.#numLowest = this.#numOld = this.#openings.length;
      const quote = this.#openings.at(-1)?.quote;
      if (this.#comment !== "none") this.#inComment();
      else if (quote !== undefined) this.#inQuote(quote);
      else this.#inCode();
    }
    if (this.#index <= this.#from) this.#numLowest = this.#openings.length;
    return {
      openings: this.#openings,
      comment: this.#comment,
      numLowest: this.#numLowest,
      closers: this.#closers,
      numBreaks: this.#numBreaks,
    };
  }

  #inComment(): void {
    const end = this.#comment === "line" ? "\n" : "*/";
    const found = this.#text.indexOf(end, this.#index);
    this.#index = found < 0 ? this.#text.length : found + end.length;
    if (found >= 0) this.#comment = "none";
  }

  #inQuote(quote: Quote): void {
    const character = this.#text.charAt(this.#index);
    if (quote.hasEscapes && character === "\\") {
      this.#index += 2;
    } else if (this.#text.startsWith(quote.close, this.#index)) {
      this.#close(this.#openings.length - 1);
      this.#index += quote.close.length;
    } else if (quote.interpolation !== undefined && this.#skip(quote.interpolation)) {
      this.#open("}", undefined);
    } else {
      if (character === "\n" && !quote.isMultiline) {
        if (this.#isNoting) this.#numBreaks++;
        this.#close(this.#openings.length - 1);
      }
      this.#index++;
    }
  }

  #inCode(): void {
    const { lineComment, hasBlockComments, hasRegex } = this.#lexis;
    const character = this.#text.charAt(this.#index);
    if (lineComment !== undefined && !this.#isInAddress() && this.#skip(lineComment)) {
      this.#comment = "line";
    } else if (hasBlockComments && this.#skip("/*")) {
      this.#comment = "block";
    } else if (character === "/" && hasRegex === true) {
      this.#regex();
    } else if (!this.#quote(character)) {
      const closer = closerOf[character];
      if (closer !== undefined) this.#open(closer, undefined);
      else if (character === ")" || character === "]" || character === "}") {
        this.#closeBracket(character);
      }
      this.#index++;
    }
  }

  /** Text between tags may hold `https://`, which is no comment. */
  #isInAddress(): boolean {
    return this.#lexis.hasRegex === true && this.#text.charAt(this.#index - 1) === ":";
  }

  /** Opens a quote, or steps over what only looks like one; `false` if there is neither. */
  #quote(character: string): boolean {
    const { quotes, rawQuote, hasLifetimes } = this.#lexis;
    if (rawQuote !== undefined && (character === "r" || character === "R")) {
      const match = this.#match(rawQuote.open);
      if (match === undefined) return false;
      const close = rawQuote.closeOf(match[1] ?? "");
      this.#index += match[0].length;
      this.#open(close, { open: match[0], close, hasEscapes: false, isMultiline: true });
      return true;
    }
    if (character === "'" && hasLifetimes === true) {
      this.#index += this.#match(characterLiteral)?.[0].length ?? 1;
      return true;
    }
    if (character === "'" && this.#isApostrophe()) {
      this.#index++;
      return true;
    }
    for (const quote of quotes) {
      if (!this.#skip(quote.open)) continue;
      this.#open(quote.close, quote);
      return true;
    }
    return false;
  }

  /** Whether a `'` stands behind a letter or digit and no word does that may begin a quote: `don't`, `1'000`. */
  #isApostrophe(): boolean {
    const before = this.#text.slice(Math.max(0, this.#index - 8), this.#index);
    return /[\w$]$/.test(before) && !quotable.test(before);
  }

  /** Steps over a regular expression or a sign of division. A last line may end inside of one. */
  #regex(): void {
    const before = this.#text.slice(Math.max(0, this.#index - 16), this.#index).trimEnd();
    const isDivision = /[\w$)\]}"'`<]$/.test(before) && !expectsOperand.test(before);
    const whole = isDivision ? undefined : this.#match(wholeRegex);
    if (whole !== undefined) {
      this.#index += whole[0].length;
    } else {
      if (!isDivision && !this.#text.includes("\n", this.#index)) this.#open("/", unfinishedRegex);
      this.#index++;
    }
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#index;
    return pattern.exec(this.#text) ?? undefined;
  }

  #skip(mark: string): boolean {
    if (!this.#text.startsWith(mark, this.#index)) return false;
    this.#index += mark.length;
    return true;
  }

  #open(closer: string, quote: Quote | undefined): void {
    this.#openings.push({ closer, quote, index: this.#index });
  }

  #closeBracket(closer: string): void {
    const innermost = this.#openings.length - 1;
    const opening = this.#openings.findLastIndex(
      (open) => open.quote !== undefined || open.closer === closer,
    );
    const isOpen = opening >= 0 && this.#openings[opening]?.quote === undefined;
    if (this.#isNoting && !(isOpen && opening === innermost)) this.#numBreaks++;
    if (isOpen) this.#close(opening);
    else if (this.#isNoting) this.#closers.push(closer);
  }

  #close(opening: number): void {
    const closer = this.#openings[opening]?.closer ?? "";
    this.#openings.length = opening;
    if (!this.#isNoting) return;
    if (opening < this.#numOld) this.#closers.push(closer);
    this.#numOld = Math.min(this.#numOld, opening);
    this.#numLowest = Math.min(this.#numLowest, opening);
  }
}

/** Words before a `'` that make it a quote: prefixes of strings, and keywords that need no blank behind them. */
const quotable =
  /(?:^|[^\w$])(?:[LuU]|u8|[rRbBfFuU]{1,2}|case|return|in|of|from|import|typeof|else|and|or|not|is|if|throw|yield|await)$/;

/** A character of a language with lifetimes; at the end of the text it may be one yet. */
const characterLiteral = /'(?:\\.[^'\n]*|[^'\\\n])(?:'|$)/suy;

/** Words behind which an operand stands, and no sign of division. */
const expectsOperand =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|instanceof|else|do|yield|await|throw)$/;

const wholeRegex = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

const unfinishedRegex: Quote = { open: "/", close: "/", hasEscapes: true, isMultiline: false };
