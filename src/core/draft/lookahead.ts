import { at } from "../at";
import { numShared } from "../tokens/numShared";
import type { DraftBuilder } from "./draftBuilder";
import type { Drafter, DraftRequest, VerifiedStep } from "./drafter";
import { JacobiWindow } from "./jacobiWindow";
import { NgramPool } from "./ngramPool";
import { ownText } from "./ownText";

/** How wide to look ahead, and what to check of it. */
export interface LookaheadShape {
  /** W: places ahead that are looked at in parallel. */
  readonly numColumns: number;
  /** N: tokens of an n-gram, at least 2. A column has one less; the model gives the last. */
  readonly ngramLength: number;
  /** G: n-grams that are checked behind one token. */
  readonly numChecked: number;
}

/**
 * Lets the model write at several places ahead while it reads one, and keeps what it wrote as n-grams: a column of guesses is
 * read behind those before it, and what the model says at its end makes it one token longer and better. Of the n-grams that begin
 * with the last token those found last are drafted. The n-grams of the document are there from the beginning.
 *
 * The columns are nodes that are run for their rows. So all of it is one token tree: the first tokens of the columns are a chain
 * below the root, the rest of each column hangs below its first token, and the n-grams to check stand beside them.
 *
 * It needs no text that repeats itself and no second model, but W * (N - 1) nodes a pass.
 *
 * Worked example: with W = 2 and N = 3 the columns `( x` and `y )` are read below `f`. The model says `,` behind `f ( x` and `;`
 * behind `f ( y )`: `( x ,` and `y ) ;` become n-grams. When `(` has been written, `x ,` is drafted.
 * Source: Fu et al. 2024, arXiv:2402.02057.
 */
export class Lookahead implements Drafter {
  readonly name = "lookahead";
  readonly numPromptRows = 0;
  readonly #shape: LookaheadShape;
  /** What one request found serves the next: they are about the same text. */
  readonly #pool: NgramPool;
  readonly #text: number[] = [];
  #window: JacobiWindow | undefined;
  /** [W] the draft's candidate at the end of each column, -1 where there was no room. */
  #ends: readonly number[] = [];

  constructor(shape: LookaheadShape) {
    this.#shape = shape;
    this.#pool = new NgramPool(shape.numChecked);
  }

  begin(tokens: Int32Array, request: DraftRequest): void {
    const text = ownText(tokens, request);
    const known = numShared(this.#text, text);
    this.#text.length = known;
    for (let i = known; i < text.length; i++) this.#write(at(text, i));
    const { numColumns, ngramLength } = this.#shape;
    this.#window = new JacobiWindow({ numColumns, length: ngramLength - 1 }, this.#filler);
    this.#ends = [];
  }

  observePrompt(): void {
    // The window has not begun yet.
  }

  draft(into: DraftBuilder): void {
    for (const [rank, followers] of this.#pool.behind(into.tokenOf(0)).entries()) {
      let node = 0;
      for (const [i, token] of followers.entries()) {
        const matchLength = 1 + i;
        const guess = { source: this.name, rank: i === 0 ? rank : 0, matchLength };
        node = into.add(node, token, guess);
        if (node < 0) break;
      }
    }
    this.#look(into);
  }

  observe({ draft, output, emitted }: VerifiedStep): void {
    // Other trees than the draft's are run where texts are tried out.
    const isRead = draft !== undefined && draft.tree === output.tree;
    const answers = this.#ends.map((end) => {
      const node = isRead && end >= 0 ? at(draft.nodes, end) : -1;
      return node < 0 ? undefined : output.row(node).ids[0];
    });
    this.#ends = [];
    for (const token of emitted) this.#write(token);
    const found = this.#window?.move(emitted.length, answers, this.#filler) ?? [];
    for (const ngram of found) if (ngram.length > 1) this.#pool.add(ngram);
  }

  #look(into: DraftBuilder): void {
    const guess = { source: this.name, rank: 0, matchLength: 0 };
    const ends: number[] = [];
    let chain = 0;
    for (const { tokens } of this.#window?.columns ?? []) {
      const [first, ...rest] = tokens;
      if (first !== undefined && chain >= 0) chain = into.look(chain, first, guess);
      let node = chain;
      for (const token of rest) if (node >= 0) node = into.look(node, token, guess);
      ends.push(node);
    }
    this.#ends = ends;
  }

  /** Appends a token to the text, and to the pool the n-gram that it completes. */
  #write(token: number): void {
    this.#text.push(token);
    const ngram = this.#text.slice(-this.#shape.ngramLength);
    // Negative tokens stand between parts of the text.
    const isWhole = ngram.length === this.#shape.ngramLength && ngram.every((one) => one >= 0);
    if (isWhole) this.#pool.add(ngram);
  }

  /** The text's own tokens, which are at least some that the model may read. */
  readonly #filler = (place: number): number => {
    const back = 1 + (place % Math.max(1, this.#text.length));
    return Math.max(0, this.#text[this.#text.length - back] ?? 0);
  };
}
