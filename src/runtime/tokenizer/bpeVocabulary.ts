import { Tokenizer } from "@huggingface/tokenizers";
import { ContextTest, type Pretoken } from "../../core/tokens/contextTest";
import { Derivations } from "../../core/tokens/derivations";
import { PairTest } from "../../core/tokens/pairTest";
import type { Vocabulary } from "../../core/tokens/vocabulary";
import { BlankSplitter } from "./blankSplitter";
import { bytesOfSpelling } from "./byteAlphabet";
import type { TokenizerFile } from "./tokenizerFile";
import { textCutter } from "./textCutter";
import { textMerges, TokenTable } from "./tokenTable";

/**
 * A byte-level BPE vocabulary. The tokenizer library encodes and cuts text into pretokens; bytes, and what is canonical, come
 * from tables of our own.
 *
 * Added tokens made of blanks only are text, as some vocabularies store long indentation so. All other added tokens are
 * marks: their ids come from `specialToken`, never from `encode`.
 */
export class BpeVocabulary implements Vocabulary {
  readonly size: number;
  readonly #tokens: TokenTable;
  readonly #tokenizer: Tokenizer;
  readonly #blanks: BlankSplitter;
  /** Tokens by text, where a pretoken that is a token is written as it is. */
  readonly #wholeTokens: ReadonlyMap<string, number>;
  readonly #cut: (text: string) => readonly string[];
  readonly #context: ContextTest;

  /**
   * @param size V of the model's configuration; ids from the last token to V are padding
   * @param path of the tokenizer's file, named in errors
   * @throws model/bad-tokenizer if an id is beyond V, taken twice or spells no bytes, if a byte has no token, or if a
   * merge names a token that there is not
   */
  constructor(file: TokenizerFile, size: number, path: string) {
    const tokens = new TokenTable(file, { size, path, bytesOf: bytesOfSpelling });
    const single = singleBytes(tokens);
    if (single.includes(-1)) throw tokens.bad("lacks tokens for some single bytes");
    const merges = textMerges(file, tokens);
    this.size = size;
    this.#tokens = tokens;
    this.#blanks = new BlankSplitter(tokens.blanks);
    this.#wholeTokens = file.ignoresMerges ? tokensByText(tokens) : new Map();
    this.#cut = textCutter(file.preTokenizer);
    this.#tokenizer = new Tokenizer(
      {
        normalizer: null,
        pre_tokenizer: file.preTokenizer,
        model: {
          ...file.model,
          vocab: Object.fromEntries(tokens.textTokens),
          merges: merges.spelt,
        },
        post_processor: null,
        decoder: null,
        added_tokens: Array.from(tokens.blanks, ([content, id]) => ({ content, id })),
      },
      {},
    );
    const inMerging = new Set(tokens.textTokens.values());
    const derivations = new Derivations(size, merges.table, (token) =>
      inMerging.has(token)
        ? Array.from(tokens.bytesOf(token), (byte) => single[byte] ?? -1)
        : undefined,
    );
    this.#context = new ContextTest({
      vocabulary: tokens,
      byteTokens: single,
      pretokenise: (text) => this.#pretokenise(text),
      pairs: new PairTest(merges.table, derivations),
    });
  }

  bytesOf(token: number): Uint8Array {
    return this.#tokens.bytesOf(token);
  }

  isSpecial(token: number): boolean {
    return this.#tokens.isSpecial(token);
  }

  encode(text: string): Int32Array {
    if (text === "") return new Int32Array(0);
    return Int32Array.from(this.#tokenizer.encode(text, { add_special_tokens: false }).ids);
  }

  writes(left: readonly number[], token: number): boolean {
    return this.#context.writes(left, token);
  }

  specialToken(name: string): number | undefined {
    return this.#tokens.specialToken(name);
  }

  #pretokenise(text: string): readonly Pretoken[] {
    return this.#blanks.split(text).flatMap((section): readonly Pretoken[] => {
      if (section.token !== undefined) {
        return [{ numBytes: this.bytesOf(section.token).length, token: section.token }];
      }
      return this.#cut(section.text).map((piece) => ({
        numBytes: Buffer.byteLength(piece),
        token: this.#wholeTokens.get(piece),
      }));
    });
  }
}

/** [256] ids of the tokens that are one byte, -1 where there is none. With one for each there is no text that cannot be encoded. */
function singleBytes(tokens: TokenTable): readonly number[] {
  const single = new Array<number>(256).fill(-1);
  for (const id of tokens.textTokens.values()) {
    const [byte, ...more] = tokens.bytesOf(id);
    if (byte !== undefined && more.length === 0) single[byte] = id;
  }
  return single;
}

/** Tokens that are whole characters. */
function tokensByText(tokens: TokenTable): ReadonlyMap<string, number> {
  const byText = new Map<string, number>();
  for (const id of tokens.textTokens.values()) {
    const bytes = Buffer.from(tokens.bytesOf(id));
    const text = bytes.toString();
    if (bytes.equals(Buffer.from(text))) byText.set(text, id);
  }
  return byText;
}
