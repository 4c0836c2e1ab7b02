import { Tokenizer } from "@huggingface/tokenizers";
import { at } from "../../core/at";
import { CharacterEndings } from "../../core/tokens/characterEndings";
import { Derivations } from "../../core/tokens/derivations";
import { PairTest } from "../../core/tokens/pairTest";
import { concatBytes } from "../../core/tokens/concatBytes";
import { characterLength, decodeUtf8, encodeUtf8, unfinishedLength } from "../../core/tokens/utf8";
import type { Vocabulary } from "../../core/tokens/vocabulary";
import type { TokenizerFile } from "./tokenizerFile";
import { textMerges, TokenTable } from "./tokenTable";

/** How blanks are spelt. */
const blank = "▁";

/** How a byte is spelt that belongs to a character which the vocabulary lacks. */
const byteSpelling = /^<0x([0-9A-F]{2})>$/;

/**
 * A SentencePiece-style BPE vocabulary with byte fallback, as Llama 2 and Code Llama have: characters merge, text is not cut
 * before, and a character that the vocabulary lacks is written as its bytes.
 *
 * Such tokenizers put a blank in front of every text. Ours does not: tokens spell what was typed, and text goes on behind
 * other text. The character "▁" itself, which would turn into a blank, is written as its bytes for the same reason.
 */
export class SentencePieceVocabulary implements Vocabulary {
  readonly size: number;
  readonly #tokens: TokenTable;
  readonly #tokenizer: Tokenizer;
  /** [256] token of each byte. */
  readonly #byteTokens: readonly number[];
  readonly #isByteToken: ReadonlySet<number>;
  readonly #pairs: PairTest;
  readonly #endings = new CharacterEndings();

  /**
   * @param size V of the model's configuration; ids from the last token to V are padding
   * @param path of the tokenizer's file, named in errors
   * @throws model/bad-tokenizer if an id is beyond V or taken twice, if a byte has no token, if a merge names a token that there is
   * not, or if blanks are added tokens
   */
  constructor(file: TokenizerFile, size: number, path: string) {
    const tokens = new TokenTable(file, { size, path, bytesOf: bytesOfPiece });
    if (tokens.blanks.size > 0) {
      throw tokens.bad("has added tokens that are blanks, beside pieces that are");
    }
    const byteTokens = Array.from({ length: 256 }, (_, byte) =>
      tokens.textTokens.get(`<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`),
    );
    if (!byteTokens.every((token) => token !== undefined)) {
      throw tokens.bad("lacks tokens for some single bytes");
    }
    if (!tokens.textTokens.has(blank)) throw tokens.bad(`lacks the piece "${blank}"`);
    this.size = size;
    this.#tokens = tokens;
    this.#byteTokens = byteTokens;
    this.#isByteToken = new Set(byteTokens);
    const merges = textMerges(file, tokens, (spelling) => !byteSpelling.test(spelling));
    this.#tokenizer = new Tokenizer(
      {
        normalizer: null,
        pre_tokenizer: null,
        model: {
          ...file.model,
          vocab: Object.fromEntries(tokens.textTokens),
          merges: merges.spelt,
        },
        post_processor: null,
        decoder: null,
        added_tokens: [],
      },
      {},
    );
    const spellings = new Map(Array.from(tokens.textTokens, ([spelling, id]) => [id, spelling]));
    const derivations = new Derivations(size, merges.table, (token) => {
      if (this.#isByteToken.has(token)) return [token];
      const characters = Array.from(spellings.get(token) ?? "");
      const pieces = characters.map((character) => tokens.textTokens.get(character));
      return pieces.length > 0 && pieces.every((piece) => piece !== undefined) ? pieces : undefined;
    });
    this.#pairs = new PairTest(merges.table, derivations);
  }

  bytesOf(token: number): Uint8Array {
    return this.#tokens.bytesOf(token);
  }

  isSpecial(token: number): boolean {
    return this.#tokens.isSpecial(token);
  }

  encode(text: string): Int32Array {
    const ids: number[] = [];
    for (const [index, part] of text.split(blank).entries()) {
      if (index > 0) for (const byte of encodeUtf8(blank)) ids.push(at(this.#byteTokens, byte));
      if (part === "") continue;
      const spelt = part.replaceAll(" ", blank);
      ids.push(...this.#tokenizer.encode(spelt, { add_special_tokens: false }).ids);
    }
    return Int32Array.from(ids);
  }

  writes(left: readonly number[], token: number): boolean {
    if (this.isSpecial(token) || this.bytesOf(token).length === 0) return false;
    const begun = this.#begunCharacter(left);
    if (this.#isByteToken.has(token)) {
      return this.#lacksSome(concatBytes([begun, this.bytesOf(token)]));
    }
    const before = left.at(-1);
    if (begun.length > 0) return false;
    return before === undefined || this.#isByteToken.has(before)
      ? this.#pairs.isReachable(token)
      : this.#pairs.isCanonical(before, token);
  }

  specialToken(name: string): number | undefined {
    return this.#tokens.specialToken(name);
  }

  /** The bytes at the end of `left` that begin a character and do not finish it. */
  #begunCharacter(left: readonly number[]): Uint8Array {
    let start = left.length;
    while (start > 0 && left.length - start < 3 && this.#isByteToken.has(at(left, start - 1))) {
      start--;
    }
    const bytes = concatBytes(left.slice(start).map((token) => this.bytesOf(token)));
    return bytes.subarray(bytes.length - unfinishedLength(bytes));
  }

  /** Whether `bytes` are a character that is written as bytes, or can become one. */
  #lacksSome(bytes: Uint8Array): boolean {
    const missing = characterLength(at(bytes, 0)) - bytes.length;
    if (missing > 0) {
      return this.#endings.of(bytes).some((group) => group.some((end) => this.#lacks(end)));
    }
    const character = decodeUtf8(bytes);
    // Bytes that are no character read as another one.
    return encodeUtf8(character).join() === bytes.join() && this.#lacks(character);
  }

  #lacks(character: string): boolean {
    return character === blank || !(character === " " || this.#tokens.textTokens.has(character));
  }
}

function bytesOfPiece(spelling: string): Uint8Array {
  const [, hex] = byteSpelling.exec(spelling) ?? [];
  if (hex !== undefined) return Uint8Array.of(parseInt(hex, 16));
  return encodeUtf8(spelling.replaceAll(blank, " "));
}
