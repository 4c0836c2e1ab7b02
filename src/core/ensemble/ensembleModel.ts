import { at } from "../at";
import { invariant } from "../errors";
import { END_OF_TEXT } from "../heal/byteModel";
import type { LanguageModel, StepOutput, TargetRow } from "../model/languageModel";
import { entropyOf } from "../sample/logSumExp";
import type { TokenTree } from "../tree/tokenTree";
import { byteVocabulary } from "./byteVocabulary";
import type { ByteStream } from "./byteStream";
import { combineBytes, type Combination } from "./combineBytes";

/**
 * Two models of any vocabularies as one model whose tokens are bytes: what follows a text is a combination of what each of them says
 * about the next byte. So everything that decodes with a model decodes with both, draws, rules and stops included.
 *
 * Each stream has its own prompt, which says the same in its model's way; here a prompt is the mark of the end alone, before the
 * first byte.
 */
export class EnsembleModel implements LanguageModel {
  readonly vocabSize = byteVocabulary.size;
  readonly runsTrees = false;
  readonly #first: ByteStream;
  readonly #second: ByteStream;
  readonly #combination: Combination;
  /** The mark, and the committed bytes. */
  #cached: number[] = [];
  #latest: StepOutput | undefined;

  /** @param parts streams whose texts have begun; they are moved by this model from now on */
  constructor(parts: {
    readonly first: ByteStream;
    readonly second: ByteStream;
    readonly combination: Combination;
  }) {
    this.#first = parts.first;
    this.#second = parts.second;
    this.#combination = parts.combination;
  }

  get maxLength(): number {
    return Math.max(1, this.cachedLength) + Math.min(this.#first.room, this.#second.room);
  }

  get cachedLength(): number {
    return this.#cached.length;
  }

  async forward(tree: TokenTree, rows: Int32Array): Promise<StepOutput> {
    const text = [...this.#cached, ...tree.tokens];
    const isChain = tree.parents.every((parent, node) => parent === node - 1);
    invariant(isChain && text[0] === END_OF_TEXT, "bytes run as chains behind the mark");
    const bytes = Uint8Array.from(text.slice(Math.max(1, this.cachedLength)));
    this.#toCommitted();
    await this.#first.push(bytes);
    await this.#second.push(bytes);
    const wanted = new Set(rows);
    const cachedLength = this.cachedLength;
    const logsOf = onceForEach((node) => {
      invariant(this.#latest === output && wanted.has(node), "this row was not asked for");
      const length = cachedLength + node;
      return combineBytes(this.#first.next(length), this.#second.next(length), this.#combination);
    });
    const output: StepOutput = {
      tree,
      cachedLength,
      row: (node) => rowOf(logsOf(node)),
      fullRow: (node) => Promise.resolve(Float32Array.from(logsOf(node))),
    };
    this.#latest = output;
    return output;
  }

  keepBranches(): void {
    invariant(false, "bytes have no branches");
  }

  keep(step: StepOutput, path: Int32Array): void {
    invariant(step === this.#latest, "only the latest pass can be kept");
    for (const node of path) this.#cached.push(at(step.tree.tokens, node));
    this.#latest = undefined;
    this.#toCommitted();
    this.#first.settle();
    this.#second.settle();
  }

  truncate(length: number): void {
    invariant(length <= this.cachedLength, "there are no such rows");
    this.#cached = this.#cached.slice(0, length);
    this.#latest = undefined;
    this.#toCommitted();
  }

  /** What the first model would go on with behind the committed text and `byte`, up to the end of a token. */
  guess(byte: number): Uint8Array {
    if (byte === END_OF_TEXT) return new Uint8Array(0);
    this.#toCommitted();
    return this.#first.guess(byte);
  }

  #toCommitted(): void {
    const length = Math.max(0, this.cachedLength - 1);
    this.#first.truncate(length);
    this.#second.truncate(length);
  }
}

function rowOf(logs: Float64Array): TargetRow {
  const ids = Int32Array.from(logs.keys()).sort((a, b) => at(logs, b) - at(logs, a) || a - b);
  return {
    ids,
    logits: Float32Array.from(ids, (id) => at(logs, id)),
    logSumExp: 0,
    entropy: entropyOf(logs, 0),
  };
}

/** `compute` with a memory for each node. */
function onceForEach<Value>(compute: (node: number) => Value): (node: number) => Value {
  const known = new Map<number, Value>();
  return (node) => {
    const value = known.get(node) ?? compute(node);
    known.set(node, value);
    return value;
  };
}
