import { at } from "../at";
import { DEFAULT_CHUNK_TOKENS, prefill } from "../decode/prefill";
import { NoDraft } from "../draft/noDraft";
import { invariant } from "../errors";
import { END_OF_TEXT } from "../heal/byteModel";
import { GrowingTree } from "../model/growingTree";
import type { LanguageModel } from "../model/languageModel";
import { Sequence } from "../model/sequence";
import { logAddExp, logSumExp } from "../sample/logSumExp";
import { concatBytes } from "../tokens/concatBytes";
import type { TokenIndex } from "../tokens/tokenIndex";
import type { Vocabulary } from "../tokens/vocabulary";
import { chainTree } from "../tree/chainTree";
import { ByteTable } from "./byteTable";
import { leastLikely } from "./leastLikely";
import { weighNextBytes } from "./weighNextBytes";

/**
 * Most nodes of a tree that one more byte can need: the tokens that the tokenizer writes for the text up to there, and a second
 * way where the byte leaves a character unfinished.
 */
const nodesPerByte = 2;

/** What a stream is made of. */
export interface ByteStreamParts {
  readonly model: LanguageModel;
  readonly vocabulary: Vocabulary;
  readonly index: TokenIndex;
  /** Tokens after which the text has ended. */
  readonly endTokens: ReadonlySet<number>;
  /** Share of the weight, 0..1, that is counted without asking whether the tokenizer would write it; 0 for none. */
  readonly negligible: number;
}

/** Tokens that the tokenizer writes for a beginning of the text. */
interface Spelling {
  readonly tokens: readonly number[];
  /** Bytes of text that they spell. */
  readonly numSpelt: number;
  /** The last one's node in the tree. */
  readonly node: number;
  /** log P(tokens | prompt). */
  readonly logPath: number;
  /** Whether a token may come behind them, as far as that was asked. */
  readonly asked: Map<number, boolean>;
}

/** The logits [V] behind a node, and the log of their summed weight. */
interface Row {
  readonly logits: Float32Array;
  readonly logZ: number;
}

/**
 * A token model read byte by byte: it follows a text as it grows and tells the distribution of the next byte behind each of its
 * beginnings. Every way to spell the text in tokens is followed, and each pass runs only what is new: one token, as a rule,
 * for each byte. Bytes that come together take one pass together.
 *
 * The probability of a byte is that of `ByteModel`, and with something `negligible` no further from it than that.
 * Sources: Phan et al. 2024, arXiv:2410.09303; Hayase et al. 2025, arXiv:2506.14123.
 */
export class ByteStream {
  readonly #parts: ByteStreamParts;
  readonly #sequence: Sequence;
  readonly #table: ByteTable;
  #prompt = new Int32Array(0);
  /** Bytes behind the prompt that every text begins with. */
  #held = new Uint8Array(0);
  /** The held bytes and the text. */
  #bytes = new Uint8Array(0);
  #tree: GrowingTree | undefined;
  /** By node. */
  readonly #rows = new Map<number, Row>();
  /** Those that go on from others stand behind them. */
  #spellings: Spelling[] = [];
  /** Bytes that have been spelt; the rest waits for the next pass. */
  #numRead = 0;
  /** Below this, spellings have been forgotten. */
  #numSettled = 0;

  /** @param parts the model's cache belongs to this object from now on */
  constructor(parts: ByteStreamParts) {
    this.#parts = parts;
    this.#sequence = new Sequence(parts.model);
    this.#table = new ByteTable(parts.vocabulary);
  }

  /** How many bytes there is room for at least. */
  get room(): number {
    const { model } = this.#parts;
    const numUnread = this.#bytes.length - this.#numRead;
    const numFree = model.maxLength - model.cachedLength - (this.#tree?.size ?? 1);
    return Math.max(0, Math.floor(numFree / nodesPerByte) - numUnread);
  }

  /**
   * Begins an empty text.
   *
   * @param prompt [n], n >= 1, ends at a stable boundary
   * @param held what stands between there and the text
   * @param isInterrupted asked between two passes over the prompt
   * @returns whether the prompt was read to its end
   */
  async begin(
    prompt: Int32Array,
    held: Uint8Array,
    isInterrupted: () => boolean = () => false,
  ): Promise<boolean> {
    const { model } = this.#parts;
    this.#prompt = Int32Array.from(prompt);
    this.#held = Uint8Array.from(held);
    this.#sequence.reuse(prompt);
    this.#restart(this.#held.slice());
    const interruption = await prefill(prompt, {
      model,
      sequence: this.#sequence,
      drafter: new NoDraft(),
      chunkTokens: DEFAULT_CHUNK_TOKENS,
      interruption: () => isInterrupted() || undefined,
      onChunk: () => undefined,
    });
    return interruption === undefined;
  }

  /** Appends to the text, and runs what is new. */
  async push(bytes: Uint8Array): Promise<void> {
    const { model } = this.#parts;
    this.#bytes = Uint8Array.from(concatBytes([this.#bytes, bytes]));
    const root = at(this.#prompt, this.#prompt.length - 1);
    const isFirst = this.#tree === undefined;
    this.#tree ??= new GrowingTree(model, chainTree(Int32Array.of(root)));
    const added = this.#spell(this.#tree, isFirst ? [nothingSpelt()] : []);
    const nodes = added.map(({ node }) => node).filter((node) => !this.#rows.has(node));
    if (nodes.length > 0) {
      const output = await this.#tree.run(Int32Array.from(nodes));
      for (const node of nodes) {
        const logits = (await output.fullRow(node)).slice();
        this.#rows.set(node, { logits, logZ: logSumExp(logits) });
      }
    }
    for (const { parent, token, ...rest } of added) {
      const logPath = parent === undefined ? 0 : this.#logWeight(this.#spellingAt(parent), token);
      this.#spellings.push({ ...rest, logPath });
    }
    this.#numRead = this.#bytes.length;
  }

  /** Forgets all but the first `length` bytes of the text. */
  truncate(length: number): void {
    const numBytes = this.#held.length + length;
    invariant(numBytes <= this.#bytes.length, "there are no such bytes");
    const bytes = this.#bytes.slice(0, numBytes);
    if (numBytes < this.#numSettled) {
      this.#parts.model.truncate(this.#parts.model.cachedLength);
      this.#restart(bytes);
      return;
    }
    this.#bytes = bytes;
    this.#numRead = Math.min(this.#numRead, numBytes);
    this.#spellings = this.#spellings.filter(({ numSpelt }) => numSpelt <= numBytes);
  }

  /** Forgets ways to spell the text that lead nowhere; going back behind its present end costs passes from now on. */
  settle(): void {
    const { index } = this.#parts;
    this.#spellings = this.#spellings.filter(({ numSpelt, node }) => {
      const goesOn = index.withPrefix(this.#bytes.subarray(numSpelt)).length > 0;
      if (!goesOn) this.#rows.delete(node);
      return goesOn;
    });
    this.#numSettled = this.#bytes.length;
  }

  /**
   * Log probabilities of what comes behind the first `length` bytes of the text.
   *
   * @returns [257], their weights sum to 1; the last is that of the end of the text. `undefined` if the model cannot have written
   * these bytes.
   */
  next(length: number): Float64Array | undefined {
    const bytes = this.#bytes.subarray(0, this.#held.length + length);
    const logs = new Float64Array(END_OF_TEXT + 1).fill(Number.NEGATIVE_INFINITY);
    for (const spelling of this.#spellings) {
      if (spelling.numSpelt > bytes.length) continue;
      const rest = bytes.subarray(spelling.numSpelt);
      for (const [byte, log] of this.#nextBehind(spelling, rest).entries()) {
        logs[byte] = logAddExp(at(logs, byte), log);
      }
    }
    const total = logSumExp(logs);
    return total === -Infinity ? undefined : logs.map((log) => log - total);
  }

  /** The rest of the likeliest token that goes on with `byte` behind the text; empty if it ends there. */
  guess(byte: number): Uint8Array {
    const { vocabulary, index } = this.#parts;
    const bytes = concatBytes([this.#bytes, Uint8Array.of(byte)]);
    let best = { log: -Infinity, rest: new Uint8Array(0) };
    for (const spelling of this.#spellings) {
      const rest = bytes.subarray(spelling.numSpelt);
      for (const token of index.withPrefix(rest)) {
        const log = this.#logWeight(spelling, token);
        if (log <= best.log) continue;
        best = { log, rest: Uint8Array.from(vocabulary.bytesOf(token).subarray(rest.length)) };
      }
    }
    return best.rest;
  }

  #restart(bytes: Uint8Array<ArrayBuffer>): void {
    this.#bytes = bytes;
    this.#tree = undefined;
    this.#rows.clear();
    this.#spellings = [];
    this.#numRead = 0;
    this.#numSettled = 0;
  }

  /** Adds to `added`, and to the tree, all spellings that end in bytes which have not been read. */
  #spell(tree: GrowingTree, added: AddedSpelling[]): AddedSpelling[] {
    const { index } = this.#parts;
    const from = this.#numRead;
    const growFrom = (base: Spelling | AddedSpelling, place: number): void => {
      for (let end = Math.max(base.numSpelt, from) + 1; end <= this.#bytes.length; end++) {
        const bytes = this.#bytes.subarray(base.numSpelt, end);
        if (index.withPrefix(bytes).length === 0) break;
        for (const token of index.spelling(bytes)) {
          if (!this.#writes(base, token)) continue;
          const node = tree.add(base.node, token);
          invariant(node >= 0, "the model has room for what is pushed");
          const tokens = [...base.tokens, token];
          added.push({ parent: place, token, tokens, numSpelt: end, node, asked: new Map() });
        }
      }
    };
    for (const [place, base] of this.#spellings.entries()) growFrom(base, place);
    // Those that are added are walked too, so the list ends up with parents first.
    const numOld = this.#spellings.length;
    for (const [i, base] of added.entries()) growFrom(base, numOld + i);
    return added;
  }

  /** log P(the spelling, and a token behind it that begins with `rest` and goes on with the byte), [257]. */
  #nextBehind(spelling: Spelling, rest: Uint8Array): Float64Array {
    const { index, endTokens, negligible } = this.#parts;
    const { logits, logZ } = this.#rowOf(spelling);
    const candidates = index.withPrefix(rest);
    const least = leastLikely(candidates, logits, negligible);
    const logs = weighNextBytes(logits, candidates, {
      byteOf: (token) => this.#table.byteAt(token, rest.length),
      isWritten: (token) => at(logits, token) < least || this.#writes(spelling, token),
      endTokens: rest.length > 0 ? [] : endTokens,
    });
    return logs.map((log) => spelling.logPath - logZ + log);
  }

  #writes(base: Pick<Spelling, "tokens" | "asked">, token: number): boolean {
    const known = base.asked.get(token) ?? this.#parts.vocabulary.writes(base.tokens, token);
    base.asked.set(token, known);
    return known;
  }

  #rowOf({ node }: Pick<Spelling, "node">): Row {
    const row = this.#rows.get(node);
    invariant(row !== undefined, "a spelling that is followed has run");
    return row;
  }

  #spellingAt(place: number): Spelling {
    const spelling = this.#spellings[place];
    invariant(spelling !== undefined, "parents stand before their children");
    return spelling;
  }

  #logWeight(spelling: Spelling, token: number): number {
    const { logits, logZ } = this.#rowOf(spelling);
    return spelling.logPath + at(logits, token) - logZ;
  }
}

/** A spelling that has not run. */
interface AddedSpelling extends Omit<Spelling, "logPath"> {
  /** Place of the spelling that it goes on from. */
  readonly parent: number | undefined;
  readonly token: number;
}

function nothingSpelt(): AddedSpelling {
  return { parent: undefined, token: -1, tokens: [], numSpelt: 0, node: 0, asked: new Map() };
}
