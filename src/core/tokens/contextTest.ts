import { at } from "../at";
import { CharacterEndings } from "./characterEndings";
import { concatBytes } from "./concatBytes";
import type { PairTest } from "./pairTest";
import { SeamKinds } from "./seamKinds";
import { decodeUtf8, encodeUtf8, unfinishedLength } from "./utf8";
import type { Vocabulary } from "./vocabulary";

/** A stretch of text that a tokenizer encodes by itself. */
export interface Pretoken {
  readonly numBytes: number;
  /** The one token that it is written as, whatever its merges; `undefined` where merging decides. */
  readonly token: number | undefined;
}

/** Cuts text as the tokenizer does before it merges. All pretokens together are the text. */
export type Pretokenise = (text: string) => readonly Pretoken[];

/** What tokens are for a text: `unlike` where the text's last character decides, and another of its kind may do. */
type Verdict = "written" | "not written" | "unlike";

/**
 * Whether a tokenizer with pretokens would write a token behind others: no pretoken begins inside a token, and inside each
 * pretoken every two neighbours pass the pair test. The text is cut anew for every question, because what follows can move
 * earlier cuts: two blanks are one pretoken, but before a letter the second one goes to the word. Only the stretch from the
 * last certain place on is cut, so a question takes microseconds.
 *
 * A text may end inside a character, and then cannot be cut. It is finished with a character of each kind that it can still
 * become; one that fits suffices.
 *
 * Worked example: behind two blanks that are one token the letter `a` is not written, because their pretokens are ` ` and ` a`.
 */
export class ContextTest {
  readonly #vocabulary: Pick<Vocabulary, "size" | "bytesOf" | "isSpecial">;
  readonly #pretokenise: Pretokenise;
  readonly #pairs: PairTest;
  readonly #endings: CharacterEndings;
  readonly #seams: SeamKinds;
  /** Text of each token asked about; `null` if it is not whole characters. */
  readonly #texts: (string | null | undefined)[];

  constructor(
    vocabulary: Pick<Vocabulary, "size" | "bytesOf" | "isSpecial">,
    pretokenise: Pretokenise,
    pairs: PairTest,
  ) {
    this.#vocabulary = vocabulary;
    this.#pretokenise = pretokenise;
    this.#pairs = pairs;
    this.#endings = new CharacterEndings(vocabulary, pairs);
    this.#texts = new Array<string | null | undefined>(vocabulary.size).fill(undefined);
    this.#seams = new SeamKinds(vocabulary.size, (token) => this.#textOf(token));
  }

  /** As `Vocabulary.writes` promises. */
  writes(left: readonly number[], token: number): boolean {
    if (this.#vocabulary.isSpecial(token) || this.#vocabulary.bytesOf(token).length === 0) {
      return false;
    }
    const tokens = left.slice(this.#windowStart(left, token));
    tokens.push(token);
    const text = this.#wholeText(tokens);
    if (text !== null) return this.#judge(tokens, text) === "written";
    return this.#writesUnfinished(tokens, token);
  }

  #writesUnfinished(tokens: readonly number[], token: number): boolean {
    const bytes = concatBytes(tokens.map((part) => this.#vocabulary.bytesOf(part)));
    const end = bytes.length - unfinishedLength(bytes);
    const whole = bytes.subarray(0, end);
    const text = decodeUtf8(whole);
    if (!equal(encodeUtf8(text), whole)) return false; // bytes that are no text
    if (end === bytes.length) return this.#judge(tokens, text) === "written";
    for (const characters of this.#endings.of(token, bytes.subarray(end))) {
      for (const character of characters) {
        const verdict = this.#judge(tokens, text + character);
        if (verdict === "written") return true;
        if (verdict === "not written") break;
      }
    }
    return false;
  }

  /** @param text that of `tokens`, or longer by the bytes that finish its last character */
  #judge(tokens: readonly number[], text: string): Verdict {
    let next = 0;
    let place = 0;
    let end = 0;
    for (const pretoken of this.#pretokenise(text)) {
      const first = next;
      end += pretoken.numBytes;
      while (place < end && next < tokens.length) {
        const token = at(tokens, next);
        const isCanonical =
          next === first
            ? this.#pairs.isReachable(token)
            : this.#pairs.isCanonical(at(tokens, next - 1), token);
        if (pretoken.token === undefined && !isCanonical) return "not written";
        place += this.#vocabulary.bytesOf(token).length;
        next++;
      }
      if (place > end) return "not written";
      if (pretoken.token === undefined) continue;
      if (place < end) return "unlike";
      if (next - first !== 1 || tokens[first] !== pretoken.token) return "not written";
    }
    return "written";
  }

  /** Index in `left` of the last place behind which text is cut the same whatever stands before it. */
  #windowStart(left: readonly number[], token: number): number {
    let after = token;
    for (let i = left.length - 1; i >= 0; i--) {
      const before = at(left, i);
      if (this.#seams.isCertain(before, after)) return i + 1;
      after = before;
    }
    return 0;
  }

  #wholeText(tokens: readonly number[]): string | null {
    let whole = "";
    for (const token of tokens) {
      const text = this.#textOf(token);
      if (text === null) return null;
      whole += text;
    }
    return whole;
  }

  #textOf(token: number): string | null {
    let text = this.#texts[token];
    if (text === undefined) {
      const bytes = this.#vocabulary.bytesOf(token);
      const decoded = decodeUtf8(bytes);
      text = equal(encodeUtf8(decoded), bytes) ? decoded : null;
      this.#texts[token] = text;
    }
    return text;
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
