import { at } from "../../core/at";
import { ContextTest, type Pretoken } from "../../core/tokens/contextTest";
import { Derivations } from "../../core/tokens/derivations";
import { mergePieces } from "../../core/tokens/mergePieces";
import type { MergeTable } from "../../core/tokens/mergeTable";
import { PairTest } from "../../core/tokens/pairTest";
import { encodeUtf8 } from "../../core/tokens/utf8";
import type { Vocabulary } from "../../core/tokens/vocabulary";
import { AddedText } from "./addedText";
import { bytesOfSpelling } from "./byteAlphabet";
import { textCutter, type CutText } from "./textCutter";
import { textMerges } from "./textMerges";
import type { TokenizerFile } from "./tokenizerFile";
import { TokenTable } from "./tokenTable";

/** Words that are remembered with their tokens, about 3 MB. Nearly every word of a text has been met before. */
const mostWords = 20_000;

/** Longer pretokens seldom come twice. */
const longestWord = 32;

/**
 * A byte-level BPE vocabulary: text is cut into pretokens, and in each of them bytes merge.
 *
 * Added tokens that are text (blanks, as some vocabularies store long indentation so) are split out first. All other added tokens
 * are marks: their ids come from `specialToken`, never from `encode`. A byte that has no token, because no text of the model's
 * training had it, is left out, as the usual libraries do.
 */
export class BpeVocabulary implements Vocabulary {
  readonly size: number;
  readonly #tokens: TokenTable;
  readonly #added: AddedText;
  /** Tokens by text, where a pretoken that is a token is written as it is. */
  readonly #wholeTokens: ReadonlyMap<string, number>;
  readonly #cut: CutText;
  readonly #merges: MergeTable;
  /** [256] token of each byte, -1 for those that have none. */
  readonly #byteTokens: readonly number[];
  readonly #context: ContextTest;
  readonly #words = new Map<string, readonly number[]>();

  /**
   * @param size V of the model's configuration; ids from the last token to V are padding
   * @param path of the tokenizer's file, named in errors
   * @throws model/bad-tokenizer if an id is beyond V, taken twice or spells no bytes, if a byte of text has no token, if a
   * merge names a token that there is not, or if text is cut in a way that is not known
   */
  constructor(file: TokenizerFile, size: number, path: string) {
    const tokens = new TokenTable(file, { size, path, bytesOf: bytesOfSpelling });
    const byteTokens = singleBytes(tokens);
    if (byteTokens.some((token, byte) => token === -1 && isNeeded(byte))) {
      throw tokens.bad("lacks tokens for some single bytes");
    }
    const cut = textCutter(file.preTokenizer);
    if ("unknown" in cut) {
      throw tokens.bad(`cuts text by a step ${cut.unknown}, which Foretype does not know`);
    }
    const merges = textMerges(file, tokens);
    this.size = size;
    this.#tokens = tokens;
    this.#byteTokens = byteTokens;
    this.#added = new AddedText(tokens.addedText);
    this.#wholeTokens = file.ignoresMerges ? tokensByText(tokens) : new Map();
    this.#cut = cut;
    this.#merges = merges;
    const derivations = new Derivations(size, merges, (token) =>
      tokens.isMerged(token)
        ? Array.from(tokens.bytesOf(token), (byte) => byteTokens[byte] ?? -1)
        : undefined,
    );
    this.#context = new ContextTest({
      vocabulary: tokens,
      byteTokens,
      pretokenise: (text) => this.#pretokenise(text),
      pairs: new PairTest(merges, derivations),
      joins: (before, after) => this.#added.joins(before, after),
    });
  }

  bytesOf(token: number): Uint8Array {
    return this.#tokens.bytesOf(token);
  }

  isSpecial(token: number): boolean {
    return this.#tokens.isSpecial(token);
  }

  encode(text: string): Int32Array {
    const ids: number[] = [];
    for (const section of this.#added.split(text)) {
      if (section.token !== undefined) {
        ids.push(section.token);
        continue;
      }
      for (const piece of this.#cut(wellFormed(section.text))) {
        for (const token of this.#tokensOf(piece)) ids.push(token);
      }
    }
    return Int32Array.from(ids);
  }

  writes(left: readonly number[], token: number): boolean {
    return this.#context.writes(left, token);
  }

  writesSome(left: readonly number[], bytes: Uint8Array, tokens: Int32Array): boolean {
    return this.#context.writesSome(left, bytes, tokens);
  }

  joins(before: string, after: string): boolean {
    return this.#added.joins(before, after);
  }

  specialToken(name: string): number | undefined {
    return this.#tokens.specialToken(name);
  }

  nameOf(token: number): string | undefined {
    return this.#tokens.nameOf(token);
  }

  /** The tokens of a pretoken. */
  #tokensOf(piece: string): readonly number[] {
    if (piece.length > longestWord) return this.#merge(piece);
    let tokens = this.#words.get(piece);
    if (tokens === undefined) {
      tokens = this.#merge(piece);
      if (this.#words.size === mostWords) this.#words.clear();
      this.#words.set(piece, tokens);
    }
    return tokens;
  }

  #merge(piece: string): readonly number[] {
    const whole = this.#wholeTokens.get(piece);
    if (whole !== undefined) return [whole];
    const bytes = Array.from(encodeUtf8(piece), (byte) => at(this.#byteTokens, byte));
    return mergePieces(
      bytes.filter((token) => token >= 0),
      this.#merges,
    );
  }

  #pretokenise(text: string): readonly Pretoken[] {
    return this.#added.split(text).flatMap((section): readonly Pretoken[] => {
      if (section.token !== undefined) {
        return [{ numBytes: this.#tokens.lengthOf(section.token), token: section.token }];
      }
      return this.#cut(section.text).map((piece) => ({
        numBytes: Buffer.byteLength(piece),
        token: this.#wholeTokens.get(piece),
      }));
    });
  }
}

/** [256] ids of the tokens that are one byte, -1 where there is none. */
function singleBytes(tokens: TokenTable): readonly number[] {
  const single = new Array<number>(256).fill(-1);
  for (let token = 0; token < tokens.size; token++) {
    if (tokens.lengthOf(token) !== 1 || !tokens.isMerged(token)) continue;
    single[at(tokens.bytesOf(token), 0)] = token;
  }
  return single;
}

/**
 * Whether code has the byte. Some vocabularies lack tokens for bytes that their training texts never had: those that UTF-8 does not
 * use, that begin characters of planes without any, and control characters.
 */
function isNeeded(byte: number): boolean {
  const isControl = byte < 0x20 || byte === 0x7f;
  if (isControl) return byte === 0x09 || byte === 0x0a || byte === 0x0d;
  return byte <= 0xf0 && byte !== 0xc0 && byte !== 0xc1;
}

/** Tokens that are whole characters. */
function tokensByText(tokens: TokenTable): ReadonlyMap<string, number> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const byText = new Map<string, number>();
  for (let token = 0; token < tokens.size; token++) {
    if (!tokens.isMerged(token)) continue;
    try {
      byText.set(decoder.decode(tokens.bytesOf(token)), token);
    } catch {
      // Part of a character.
    }
  }
  return byText;
}

/** A surrogate without its partner has no UTF-8 and is cut as the character that stands for it. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}
