import { Tokenizer } from "@huggingface/tokenizers";
import { ForetypeError } from "../../core/errors";
import type { Vocabulary } from "../../core/tokens/vocabulary";
import { bytesOfSpelling } from "./byteAlphabet";
import type { TokenizerFile } from "./tokenizerFile";

const noBytes = new Uint8Array(0);

/**
 * A byte-level BPE vocabulary. The tokenizer library encodes; bytes come from a table of our own.
 *
 * Added tokens made of blanks only are text, as some vocabularies store long indentation so. All other added tokens are
 * marks: their ids come from `specialToken`, never from `encode`.
 */
export class BpeVocabulary implements Vocabulary {
  readonly size: number;
  readonly #bytes: readonly (Uint8Array | undefined)[];
  readonly #marks: ReadonlyMap<string, number>;
  readonly #markIds: ReadonlySet<number>;
  readonly #tokenizer: Tokenizer;

  /**
   * @param size V of the model's configuration; ids from the last token to V are padding
   * @param path of the tokenizer's file, named in errors
   * @throws model/bad-tokenizer if an id is beyond V, taken twice or spells no bytes, or if a byte has no token
   */
  constructor(file: TokenizerFile, size: number, path: string) {
    const bad = (problem: string): ForetypeError =>
      new ForetypeError(
        "model/bad-tokenizer",
        `${path} ${problem}. Use the model's own tokenizer.`,
      );
    const checkId = (id: number, name: string): void => {
      if (id >= size) {
        throw bad(
          `gives "${name}" the id ${String(id)}, but config.json has ${String(size)} tokens`,
        );
      }
    };
    const bytes = new Array<Uint8Array | undefined>(size).fill(undefined);
    const added = new Map(file.addedTokens.map((token) => [token.content, token]));
    for (const [spelling, id] of file.vocabulary) {
      checkId(id, spelling);
      if (added.has(spelling)) continue;
      if (bytes[id] !== undefined) throw bad(`gives the id ${String(id)} to two tokens`);
      const spelt = bytesOfSpelling(spelling);
      if (spelt === undefined) throw bad(`has a token "${spelling}" that spells no bytes`);
      bytes[id] = spelt;
    }
    if (!hasEveryByte(bytes)) throw bad("lacks tokens for some single bytes");
    const marks = new Map<string, number>();
    const blanks = file.addedTokens.filter((token) => isBlank(token.content));
    for (const { content, id } of file.addedTokens) {
      checkId(id, content);
      if (bytes[id] !== undefined) throw bad(`gives the id ${String(id)} to two tokens`);
      if (isBlank(content)) bytes[id] = new TextEncoder().encode(content);
      else marks.set(content, id);
    }
    this.size = size;
    this.#bytes = bytes;
    this.#marks = marks;
    this.#markIds = new Set(marks.values());
    this.#tokenizer = new Tokenizer(
      {
        normalizer: null,
        pre_tokenizer: file.preTokenizer,
        model: { ...file.model, vocab: Object.fromEntries(textTokens(file, marks)) },
        post_processor: null,
        decoder: null,
        added_tokens: blanks,
      },
      {},
    );
  }

  bytesOf(token: number): Uint8Array {
    return this.#bytes[token] ?? noBytes;
  }

  isSpecial(token: number): boolean {
    return this.#markIds.has(token);
  }

  encode(text: string): Int32Array {
    if (text === "") return new Int32Array(0);
    return Int32Array.from(this.#tokenizer.encode(text, { add_special_tokens: false }).ids);
  }

  specialToken(name: string): number | undefined {
    return this.#marks.get(name);
  }
}

function isBlank(content: string): boolean {
  return /^\s+$/.test(content);
}

function textTokens(file: TokenizerFile, marks: ReadonlyMap<string, number>): [string, number][] {
  return [...file.vocabulary].filter(([spelling]) => !marks.has(spelling));
}

/** With a token for each byte there is no text that cannot be encoded. */
function hasEveryByte(bytes: readonly (Uint8Array | undefined)[]): boolean {
  const single = new Set(bytes.map((spelt) => (spelt?.length === 1 ? spelt[0] : undefined)));
  single.delete(undefined);
  return single.size === 256;
}
