import { at } from "../../core/at";
import { CharacterEndings } from "../../core/tokens/characterEndings";
import { Derivations } from "../../core/tokens/derivations";
import { mergePieces } from "../../core/tokens/mergePieces";
import type { MergeTable } from "../../core/tokens/mergeTable";
import { PairTest } from "../../core/tokens/pairTest";
import { concatBytes } from "../../core/tokens/concatBytes";
import { characterLength, decodeUtf8, encodeUtf8, unfinishedLength } from "../../core/tokens/utf8";
import type { Vocabulary } from "../../core/tokens/vocabulary";
import { isWordEnd } from "../../core/tokens/wordEnd";
import { AddedText } from "./addedText";
import { textMerges } from "./textMerges";
import type { TokenizerFile } from "./tokenizerFile";
import { TokenTable } from "./tokenTable";

/** How blanks are spelt. */
const blank = "▁";

/** How a byte is spelt that belongs to a character which the vocabulary lacks. */
const byteSpelling = /^<0x([0-9A-F]{2})>$/;

/**
 * A SentencePiece-style BPE vocabulary with byte fallback, as Llama 2, Code Llama and Gemma have: characters merge, text is not
 * cut before, and a character that the vocabulary lacks is written as its bytes. Added tokens that are text, such as line
 * breaks in a row, are split out first.
 *
 * Some such tokenizers put a blank in front of every text. Ours does not: tokens spell what was typed, and text goes on behind
 * other text. The character "▁" itself, which would turn into a blank, is written as its bytes for the same reason.
 */
export class SentencePieceVocabulary implements Vocabulary {
  readonly size: number;
  readonly #tokens: TokenTable;
  readonly #added: AddedText;
  readonly #merges: MergeTable;
  /** [256] token of each byte. */
  readonly #byteTokens: readonly number[];
  readonly #isByteToken: ReadonlySet<number>;
  /** Tokens of single characters. */
  readonly #characters: ReadonlyMap<string, number>;
  /** Characters side by side in a token though a word ends between them. */
  readonly #joined: ReadonlySet<string>;
  readonly #pairs: PairTest;
  readonly #endings = new CharacterEndings();

  /**
   * @param size V of the model's configuration; ids from the last token to V are padding
   * @param path of the tokenizer's file, named in errors
   * @throws model/bad-tokenizer if an id is beyond V or taken twice, if a byte has no token, or if a merge names a token that
   * there is not
   */
  constructor(file: TokenizerFile, size: number, path: string) {
    const tokens = new TokenTable(file, { size, path, bytesOf: bytesOfPiece });
    const byteTokens = Array.from({ length: 256 }, (_, byte) =>
      file.vocabulary.get(`<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`),
    );
    if (!byteTokens.every((token) => token !== undefined)) {
      throw tokens.bad("lacks tokens for some single bytes");
    }
    const { characters, joined } = readPieces(file, tokens);
    if (!characters.has(" ")) throw tokens.bad(`lacks the piece "${blank}"`);
    this.size = size;
    this.#tokens = tokens;
    this.#added = new AddedText(tokens.addedText);
    this.#byteTokens = byteTokens;
    this.#isByteToken = new Set(byteTokens);
    this.#characters = characters;
    this.#joined = joined;
    this.#merges = textMerges(file, tokens, (spelling) => !byteSpelling.test(spelling));
    const derivations = new Derivations(size, this.#merges, (token) => this.#piecesOf(token));
    this.#pairs = new PairTest(this.#merges, derivations);
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
      const pieces: number[] = [];
      for (const character of section.text) {
        const piece = this.#characters.get(character);
        if (piece !== undefined) pieces.push(piece);
        else for (const byte of encodeUtf8(character)) pieces.push(at(this.#byteTokens, byte));
      }
      for (const token of mergePieces(pieces, this.#merges)) ids.push(token);
    }
    return Int32Array.from(ids);
  }

  writes(left: readonly number[], token: number): boolean {
    if (this.isSpecial(token) || this.bytesOf(token).length === 0) return false;
    const begun = this.#begunCharacter(left);
    if (this.#isByteToken.has(token)) {
      return this.#lacksSome(concatBytes([begun, this.bytesOf(token)]));
    }
    if (begun.length > 0) return false;
    const before = left.at(-1);
    const isFirst = before === undefined || !this.#isText(before);
    if (!this.#added.isEmpty && !this.#keepsAddedText(left, token)) return false;
    if (!this.#isText(token)) return true;
    return isFirst ? this.#pairs.isReachable(token) : this.#pairs.isCanonical(before, token);
  }

  joins(before: string, after: string): boolean {
    return this.#joined.has(before + after) || this.#added.joins(before, after);
  }

  specialToken(name: string): number | undefined {
    return this.#tokens.specialToken(name);
  }

  nameOf(token: number): string | undefined {
    return this.#tokens.nameOf(token);
  }

  /** Whether a token is made of merged characters: no byte, and no added text. */
  #isText(token: number): boolean {
    return this.#tokens.isMerged(token) && !this.#isByteToken.has(token);
  }

  /** What a token is made of before anything merges. */
  #piecesOf(token: number): readonly number[] | undefined {
    if (this.#isByteToken.has(token)) return [token];
    if (!this.#tokens.isMerged(token)) return undefined;
    const characters = Array.from(decodeUtf8(this.#tokens.bytesOf(token)));
    const pieces = characters.map((character) => this.#characters.get(character));
    return pieces.every((piece) => piece !== undefined) ? pieces : undefined;
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

  /**
   * Whether added text is written as added tokens, and nothing else is, in `left` and `token` together. Only as far back as a
   * place that no added text reaches across.
   */
  #keepsAddedText(left: readonly number[], token: number): boolean {
    const tokens = [token];
    const texts = [decodeUtf8(this.bytesOf(token))];
    for (let i = left.length - 1; i >= 0; i--) {
      const text = decodeUtf8(this.bytesOf(at(left, i)));
      if (!this.#added.joins(text.slice(-1), (texts[0] ?? "").charAt(0))) break;
      tokens.unshift(at(left, i));
      texts.unshift(text);
    }
    const starts = new Map<number, number>();
    let numUnits = 0;
    for (const [i, text] of texts.entries()) {
      starts.set(numUnits, at(tokens, i));
      numUnits += text.length;
    }
    let end = 0;
    let numAdded = 0;
    for (const section of this.#added.split(texts.join(""))) {
      if (section.token !== undefined) {
        if (starts.get(end) !== section.token) return false;
        numAdded++;
      }
      end += section.text.length;
    }
    return numAdded === tokens.filter((part) => !this.#tokens.isMerged(part)).length;
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
    return !this.#characters.has(character) && !this.#added.has(character);
  }
}

/** Tokens of single characters, and the characters between which a word ends inside some token. */
function readPieces(
  file: TokenizerFile,
  tokens: TokenTable,
): { readonly characters: ReadonlyMap<string, number>; readonly joined: ReadonlySet<string> } {
  const characters = new Map<string, number>();
  const joined = new Set<string>();
  for (const [spelling, id] of file.vocabulary) {
    if (!tokens.isMerged(id) || byteSpelling.test(spelling)) continue;
    const text = spelling.replaceAll(blank, " ");
    const [first = "", ...more] = text;
    if (more.length === 0) characters.set(first, id);
    for (let i = 1; i < text.length; i++) {
      if (isWordEnd(text, i)) joined.add(text.slice(i - 1, i + 1));
    }
  }
  return { characters, joined };
}

function bytesOfPiece(spelling: string): Uint8Array {
  const [, hex] = byteSpelling.exec(spelling) ?? [];
  if (hex !== undefined) return Uint8Array.of(parseInt(hex, 16));
  return encodeUtf8(spelling.replaceAll(blank, " "));
}
