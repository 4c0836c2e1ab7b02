import { at } from "../at";
import { CharacterEndings } from "./characterEndings";
import { concatBytes } from "./concatBytes";
import { mayComeNext, mayFollow, mayMoveCuts } from "./following";
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

/**
 * How tokens stand to a text. They are written if a cut comes behind them, or if merging goes on without the last one. Two of the
 * refusals depend on how the text ends, in cuts that are right: its last bytes merge with the last token, or its last pretoken
 * is written as one token.
 */
type Verdict = "cut" | "goes on" | "not written" | "merges on" | "is one token";

/**
 * Whether a tokenizer with pretokens would write a token behind others, if only the right text followed: no pretoken begins
 * inside a token, and inside each pretoken every two neighbours pass the pair test. The text is cut anew for every question,
 * because what follows can move earlier cuts: two blanks are one pretoken, but before a letter the second one goes to the
 * word. Only the stretch from the last certain place on is cut, so a question takes microseconds.
 *
 * What follows is tried by kinds, and only where it can change the answer: where the text ends in blanks, digits or a short
 * form, where a whole pretoken would be written as one token, and where the last character is unfinished.
 *
 * Worked example: behind two blanks that are one token the letter `a` is not written, because their pretokens are ` ` and ` a`.
 * Behind one blank another is, if the tokenizer cuts before digits: `  7` has the pretokens ` `, ` ` and `7`.
 */
export class ContextTest {
  readonly #vocabulary: Pick<Vocabulary, "size" | "bytesOf" | "isSpecial">;
  readonly #byteTokens: readonly number[];
  readonly #pretokenise: Pretokenise;
  readonly #pairs: PairTest;
  readonly #joins: (before: string, after: string) => boolean;
  readonly #endings = new CharacterEndings();
  readonly #seams: SeamKinds;
  /** Text of each token asked about; `null` if it is not whole characters. */
  readonly #texts: (string | null | undefined)[];

  /**
   * @param parts.byteTokens [256] token of each byte
   * @param parts.joins whether some pretoken may hold both of two neighbouring UTF-16 units though a word ends between them; none
   * does if left out
   */
  constructor(parts: {
    readonly vocabulary: Pick<Vocabulary, "size" | "bytesOf" | "isSpecial">;
    readonly byteTokens: readonly number[];
    readonly pretokenise: Pretokenise;
    readonly pairs: PairTest;
    readonly joins?: (before: string, after: string) => boolean;
  }) {
    const { vocabulary, byteTokens, pretokenise, pairs } = parts;
    this.#vocabulary = vocabulary;
    this.#byteTokens = byteTokens;
    this.#pretokenise = pretokenise;
    this.#pairs = pairs;
    this.#joins = parts.joins ?? (() => false);
    this.#texts = new Array<string | null | undefined>(vocabulary.size).fill(undefined);
    this.#seams = new SeamKinds(vocabulary.size, (token) => this.#textOf(token));
  }

  /** As `Vocabulary.writes` promises. */
  writes(left: readonly number[], token: number): boolean {
    if (this.#vocabulary.isSpecial(token) || this.#vocabulary.bytesOf(token).length === 0) {
      return false;
    }
    if (this.#breaksWord(left, token)) return false;
    const tokens = left.slice(this.#windowStart(left));
    tokens.push(token);
    const text = this.#wholeText(tokens);
    return text === null
      ? this.#writesUnfinished(tokens)
      : isWritten(this.#judgeFollowed(tokens, text));
  }

  /**
   * As `Vocabulary.writesSome` promises. Where no text can go on behind `left` with these bytes, or where it only can within a
   * pretoken, that is found out once for all tokens, and most or all of them need no cutting.
   */
  writesSome(left: readonly number[], bytes: Uint8Array, tokens: Int32Array): boolean {
    const last = left.at(-1);
    const seam = last === undefined ? "unknown" : this.#seamBehind(left, bytes);
    if (seam === "none") return false;
    const isInside = seam === "inside" && last !== undefined;
    return tokens.some(
      (token) => (!isInside || this.#pairs.isCanonical(last, token)) && this.writes(left, token),
    );
  }

  /** What stands between `left` and `bytes` in every text: `none` if they cannot follow, `inside` if never a cut. */
  #seamBehind(left: readonly number[], bytes: Uint8Array): "none" | "inside" | "unknown" {
    const tokens = left.slice(this.#windowStart(left));
    const before = this.#wholeText(tokens);
    const behind = decodeUtf8(bytes);
    if (before === null || !equal(encodeUtf8(behind), bytes)) return "unknown";
    const text = before + behind;
    let seam: "none" | "inside" = "none";
    for (const end of mayComeNext(text)) {
      const verdict = this.#judge(tokens, text + end);
      if (verdict === "cut") return "unknown";
      if (verdict !== "not written") seam = "inside";
    }
    return seam;
  }

  /**
   * Whether the seam is between two small letters, where no pre-tokeniser of code models cuts except behind short forms, and
   * the pair test alone refuses it. Most tokens that somebody asks about are refused here, without cutting any text.
   */
  #breaksWord(left: readonly number[], token: number): boolean {
    const last = left.at(-1);
    if (last === undefined || !/^[a-z]/.test(this.#textOf(token) ?? "")) return false;
    // A short form of two letters may be three tokens.
    const end = this.#wholeText(left.slice(-3));
    if (end === null || !/[a-z]$/.test(end) || shortFormEnd.test(end)) return false;
    return !this.#pairs.isCanonical(last, token);
  }

  #writesUnfinished(tokens: readonly number[]): boolean {
    const bytes = concatBytes(tokens.map((part) => this.#vocabulary.bytesOf(part)));
    const end = bytes.length - unfinishedLength(bytes);
    const whole = bytes.subarray(0, end);
    const text = decodeUtf8(whole);
    if (!equal(encodeUtf8(text), whole)) return false; // bytes that are no text
    if (end === bytes.length) return isWritten(this.#judgeFollowed(tokens, text));
    return this.#endings
      .of(bytes.subarray(end))
      .some((characters) =>
        someWritten(characters, (character) => this.#judgeFollowed(tokens, text + character)),
      );
  }

  /** @param text that of `tokens`, or longer by the bytes that finish its last character */
  #judgeFollowed(tokens: readonly number[], text: string): Verdict {
    const verdict = this.#judge(tokens, text);
    // Inner bytes of a character that merge with the last token do so whatever follows the character.
    if (isWritten(verdict) || verdict === "merges on") return verdict;
    const following = verdict === "is one token" ? mayFollow : mayMoveCuts(text);
    return following.some((ends) => someWritten(ends, (end) => this.#judge(tokens, text + end)))
      ? "cut"
      : verdict;
  }

  /** @param text begins with that of `tokens` */
  #judge(tokens: readonly number[], text: string): Verdict {
    let next = 0;
    let place = 0;
    let end = 0;
    for (const pretoken of this.#pretokenise(text)) {
      if (next === tokens.length) return "cut";
      const first = next;
      let isMerged = true;
      end += pretoken.numBytes;
      while (place < end && next < tokens.length) {
        const token = at(tokens, next);
        isMerged &&=
          next === first
            ? this.#pairs.isReachable(token)
            : this.#pairs.isCanonical(at(tokens, next - 1), token);
        place += this.#vocabulary.bytesOf(token).length;
        next++;
      }
      if (place > end) return "not written";
      if (place === end && next - first === 1 && tokens[first] === pretoken.token) continue;
      if (!isMerged) return "not written";
      if (pretoken.token !== undefined) {
        return next === tokens.length ? "is one token" : "not written";
      }
      if (place < end) {
        const rest = encodeUtf8(text).subarray(place, end);
        return this.#goesOn(at(tokens, next - 1), rest) ? "goes on" : "merges on";
      }
    }
    return "cut";
  }

  /** Whether merging keeps `token` whole where `rest` comes behind it in its pretoken. */
  #goesOn(token: number, rest: Uint8Array): boolean {
    const pieces = Array.from(rest, (byte) => at(this.#byteTokens, byte));
    const [next] = this.#pairs.merge(pieces);
    return next !== undefined && this.#pairs.isCanonical(token, next);
  }

  /**
   * Index in `left` of the last place behind which text is cut the same whatever stands before it, and before which nothing
   * waits for what follows. So not the end of `left`: groups of digits before it may have been right only if digits follow.
   */
  #windowStart(left: readonly number[]): number {
    for (let i = left.length - 1; i > 0; i--) {
      const [before, after] = [at(left, i - 1), at(left, i)];
      if (this.#seams.isCertain(before, after) && !this.#areJoined(before, after)) return i;
    }
    return 0;
  }

  #areJoined(before: number, after: number): boolean {
    return this.#joins(
      (this.#textOf(before) ?? "").slice(-1),
      (this.#textOf(after) ?? "").charAt(0),
    );
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

/** An apostrophe with up to two letters behind it: a short form may end here. */
const shortFormEnd = /['’]\p{L}{0,2}$/u;

function isWritten(verdict: Verdict): boolean {
  return verdict === "cut" || verdict === "goes on";
}

/** Whether some of several endings fits, all of which are cut alike: where one is cut wrong, all are. */
function someWritten(endings: readonly string[], judge: (ending: string) => Verdict): boolean {
  for (const ending of endings) {
    const verdict = judge(ending);
    if (isWritten(verdict)) return true;
    if (verdict === "not written") return false;
  }
  return false;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
