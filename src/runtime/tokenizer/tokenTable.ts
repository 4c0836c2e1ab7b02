import { ForetypeError } from "../../core/errors";
import { quoted } from "../../core/quoted";
import { isAddedText } from "./addedText";
import type { TokenizerFile } from "./tokenizerFile";

/** What an id is: padding, a token that merging may give and take, an added token that is text, or a mark. */
const PADDING = 0;
const TEXT = 1;
const ADDED_TEXT = 2;
const MARK = 3;

/** The bytes of a spelling, `undefined` if it spells none. */
export type BytesOf = (spelling: string) => Uint8Array | undefined;

/**
 * The tokens of a tokenizer's file by id: their bytes, and which of them are marks. All bytes are in one buffer: an array for each
 * of 150,000 tokens would take 30 MB.
 */
export class TokenTable {
  readonly size: number;
  readonly #path: string;
  /** [V] */
  readonly #kinds: Uint8Array;
  /** [V] where in `#bytes` a token's begin and end. */
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  #bytes: Uint8Array;
  /** Ids of added tokens that are no text, by name. */
  readonly #marks = new Map<string, number>();
  /** Added tokens that are text. */
  readonly addedText: ReadonlyMap<string, number>;

  /**
   * @param size V of the model's configuration; ids from the last token to V are padding
   * @param path of the tokenizer's file, named in errors
   * @throws model/bad-tokenizer if an id is beyond V, taken twice or spells no bytes
   */
  constructor(
    file: TokenizerFile,
    parts: { readonly size: number; readonly path: string; readonly bytesOf: BytesOf },
  ) {
    this.size = parts.size;
    this.#path = parts.path;
    this.#kinds = new Uint8Array(parts.size);
    this.#starts = new Int32Array(parts.size);
    this.#ends = new Int32Array(parts.size);
    this.#bytes = new Uint8Array(8 * file.vocabulary.size);
    const added = new Set(file.addedTokens.map((token) => token.content));
    let numBytes = 0;
    for (const [spelling, id] of file.vocabulary) {
      if (added.has(spelling)) {
        this.#checkId(id, spelling);
        continue;
      }
      const bytes = parts.bytesOf(spelling);
      if (bytes === undefined || bytes.length === 0) {
        throw this.bad(`has a token ${quoted(spelling)} that spells no bytes`);
      }
      this.#take(id, spelling, TEXT);
      numBytes = this.#put(id, bytes, numBytes);
    }
    const addedText = new Map<string, number>();
    for (const { content, id, isText = isAddedText(content) } of file.addedTokens) {
      if (content === "") throw this.bad(`has an added token, ${String(id)}, that spells nothing`);
      // Some files list an added token twice.
      if ((addedText.get(content) ?? this.#marks.get(content)) === id) continue;
      this.#take(id, content, isText ? ADDED_TEXT : MARK);
      if (isText) {
        addedText.set(content, id);
        numBytes = this.#put(id, new TextEncoder().encode(content), numBytes);
      } else {
        this.#marks.set(content, id);
      }
    }
    this.addedText = addedText;
    this.#bytes = this.#bytes.slice(0, numBytes);
  }

  /** A view: not to be changed. */
  bytesOf(token: number): Uint8Array {
    return this.#bytes.subarray(this.#starts[token] ?? 0, this.#ends[token] ?? 0);
  }

  /** Number of bytes of a token. */
  lengthOf(token: number): number {
    return (this.#ends[token] ?? 0) - (this.#starts[token] ?? 0);
  }

  isSpecial(token: number): boolean {
    return this.#kinds[token] === MARK;
  }

  /** Whether merging may give and take the token. */
  isMerged(token: number): boolean {
    return this.#kinds[token] === TEXT;
  }

  specialToken(name: string): number | undefined {
    return this.#marks.get(name);
  }

  /** A scan: there are few marks, and their names are seldom asked for. */
  nameOf(token: number): string | undefined {
    for (const [name, id] of this.#marks) if (id === token) return name;
    return undefined;
  }

  bad(problem: string): ForetypeError {
    return new ForetypeError(
      "model/bad-tokenizer",
      `${this.#path} ${problem}. Use the model's own tokenizer.`,
    );
  }

  #take(id: number, name: string, kind: number): void {
    this.#checkId(id, name);
    if (this.#kinds[id] !== PADDING) throw this.bad(`gives the id ${String(id)} to two tokens`);
    this.#kinds[id] = kind;
  }

  /** @returns how many bytes are taken now */
  #put(id: number, bytes: Uint8Array, start: number): number {
    const end = start + bytes.length;
    if (end > this.#bytes.length) {
      const longer = new Uint8Array(2 * end);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    this.#bytes.set(bytes, start);
    this.#starts[id] = start;
    this.#ends[id] = end;
    return end;
  }

  #checkId(id: number, name: string): void {
    if (id < this.size) return;
    throw this.bad(
      `gives ${quoted(name)} the id ${String(id)}, but the model has ${String(this.size)} tokens`,
    );
  }
}
