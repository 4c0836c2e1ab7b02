import { ForetypeError } from "../../core/errors";
import { MergeTable, type Merge } from "../../core/tokens/mergeTable";
import type { TokenizerFile } from "./tokenizerFile";

const noBytes = new Uint8Array(0);

/** The tokens of a tokenizer's file by id: their bytes, and which of them are marks. */
export class TokenTable {
  readonly size: number;
  readonly #path: string;
  readonly #bytes: (Uint8Array | undefined)[];
  /** Ids of added tokens that are no text, by name. */
  readonly #marks = new Map<string, number>();
  readonly #markIds = new Set<number>();
  /** Tokens that merging may give and take, by spelling. */
  readonly textTokens: ReadonlyMap<string, number>;
  /** Added tokens that are text. */
  readonly blanks: ReadonlyMap<string, number>;

  /**
   * @param size V of the model's configuration; ids from the last token to V are padding
   * @param path of the tokenizer's file, named in errors
   * @param bytesOf the bytes of a spelling, `undefined` if it spells none
   * @throws model/bad-tokenizer if an id is beyond V, taken twice or spells no bytes
   */
  constructor(
    file: TokenizerFile,
    parts: {
      readonly size: number;
      readonly path: string;
      readonly bytesOf: (spelling: string) => Uint8Array | undefined;
    },
  ) {
    this.size = parts.size;
    this.#path = parts.path;
    this.#bytes = new Array<Uint8Array | undefined>(parts.size).fill(undefined);
    const added = new Set(file.addedTokens.map((token) => token.content));
    const textTokens = new Map<string, number>();
    for (const [spelling, id] of file.vocabulary) {
      if (added.has(spelling)) {
        this.#checkId(id, spelling);
        continue;
      }
      const bytes = parts.bytesOf(spelling);
      if (bytes === undefined) throw this.bad(`has a token "${spelling}" that spells no bytes`);
      this.#put(id, spelling, bytes);
      textTokens.set(spelling, id);
    }
    this.textTokens = textTokens;
    const blanks = new Map<string, number>();
    for (const { content, id } of file.addedTokens) {
      if (isBlank(content)) {
        this.#put(id, content, new TextEncoder().encode(content));
        blanks.set(content, id);
        continue;
      }
      this.#checkId(id, content);
      if (this.#bytes[id] !== undefined) throw this.#twice(id);
      this.#marks.set(content, id);
      this.#markIds.add(id);
    }
    this.blanks = blanks;
  }

  bytesOf(token: number): Uint8Array {
    return this.#bytes[token] ?? noBytes;
  }

  isSpecial(token: number): boolean {
    return this.#markIds.has(token);
  }

  specialToken(name: string): number | undefined {
    return this.#marks.get(name);
  }

  bad(problem: string): ForetypeError {
    return new ForetypeError(
      "model/bad-tokenizer",
      `${this.#path} ${problem}. Use the model's own tokenizer.`,
    );
  }

  #put(id: number, name: string, bytes: Uint8Array): void {
    this.#checkId(id, name);
    if (this.#bytes[id] !== undefined) throw this.#twice(id);
    this.#bytes[id] = bytes;
  }

  #checkId(id: number, name: string): void {
    if (id < this.size) return;
    throw this.bad(
      `gives "${name}" the id ${String(id)}, but config.json has ${String(this.size)} tokens`,
    );
  }

  #twice(id: number): ForetypeError {
    return this.bad(`gives the id ${String(id)} to two tokens`);
  }
}

/** The merges of a file among tokens of text, as spelt and as a table. */
export interface TextMerges {
  readonly spelt: readonly (readonly [string, string])[];
  readonly table: MergeTable;
}

/**
 * Leaves out merges that make a mark or a token that `isMade` denies: typed text would become what it only looks like.
 *
 * @throws model/bad-tokenizer if a merge names a token that there is not
 */
export function textMerges(
  file: TokenizerFile,
  tokens: TokenTable,
  isMade: (spelling: string) => boolean = () => true,
): TextMerges {
  const spelt: (readonly [string, string])[] = [];
  const merges: Merge[] = [];
  for (const pair of file.merges) {
    const whole = pair.join("");
    const names = [...pair, whole];
    if (names.some((name) => tokens.specialToken(name) !== undefined) || !isMade(whole)) continue;
    const [left, right, result] = names.map((name) => tokens.textTokens.get(name));
    if (left === undefined || right === undefined || result === undefined) {
      throw tokens.bad(`merges "${pair.join('" and "')}", but lacks a token for that`);
    }
    spelt.push(pair);
    merges.push({ left, right, result });
  }
  return { spelt, table: new MergeTable(merges) };
}

function isBlank(content: string): boolean {
  return /^\s+$/.test(content);
}
