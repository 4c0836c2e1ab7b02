import { TimedChunks } from "../decode/chunkSize";
import { DEFAULT_CHUNK_TOKENS, prefill } from "../decode/prefill";
import type { LanguageModel, StepOutput } from "../model/languageModel";
import { Sequence } from "../model/sequence";
import type { Clock } from "../ports";
import { chainTree } from "../tree/chainTree";
import type { DraftRequest } from "./drafter";
import { NoDraft } from "./noDraft";

/** A gentle pass over a prompt takes about as long at most. */
const mostGentleMs = 50;

/** By model: what is in its cache. All that draft with a model share it, whichever of them is asked. */
const sequences = new WeakMap<LanguageModel, Sequence>();

function sequenceOf(model: LanguageModel): Sequence {
  const known = sequences.get(model) ?? new Sequence(model);
  sequences.set(model, known);
  return known;
}

/** Reads text with a draft model: its cache follows the tokens that it is given, and pays only for what differs. */
export class DraftReader {
  readonly #model: LanguageModel;
  readonly #clock: Clock;
  readonly #sequence: Sequence;
  readonly #gentleChunks = new TimedChunks(mostGentleMs);

  /** @param model its cache belongs to readers from now on */
  constructor(model: LanguageModel, clock: Clock) {
    this.#model = model;
    this.#clock = clock;
    this.#sequence = sequenceOf(model);
  }

  /** The tokens whose rows are in the cache. A view: not to be kept. */
  get tokens(): readonly number[] {
    return this.#sequence.tokens;
  }

  hasRoomFor(numTokens: number): boolean {
    return numTokens <= this.#model.maxLength;
  }

  /** Brings all of `tokens` but the last into the cache, as far as somebody waits for them, and forgets what is there instead. */
  async read(tokens: Int32Array, asked: DraftRequest): Promise<void> {
    const clock = this.#clock;
    const chunks = this.#gentleChunks;
    let begunMs = clock.now();
    this.#sequence.reuse(tokens);
    await prefill(tokens, {
      model: this.#model,
      sequence: this.#sequence,
      drafter: new NoDraft(),
      get chunkTokens() {
        return asked.isGentle ? chunks.numTokens : DEFAULT_CHUNK_TOKENS;
      },
      interruption: () => asked.isInterrupted() || undefined,
      onChunk: (numTokens) => {
        const nowMs = clock.now();
        if (asked.isGentle) chunks.took(numTokens, nowMs - begunMs);
        begunMs = nowMs;
      },
    });
  }

  /**
   * A pass whose last node is the last of `tokens`, with its row; all before it is in the cache then, or ran with it.
   *
   * @param options `numRows`: of so many of the last tokens there are rows, 1 if left out
   * @returns `undefined` if there is no room, or nobody waits any more
   */
  async runLast(
    tokens: Int32Array,
    asked: DraftRequest,
    options: { readonly wantsLogits?: boolean; readonly numRows?: number } = {},
  ): Promise<StepOutput | undefined> {
    if (!this.hasRoomFor(tokens.length)) return undefined;
    const { numRows = 1, ...forwardOptions } = options;
    // Up to the first one with a row, which has to run.
    const readable = tokens.subarray(0, tokens.length + 1 - numRows);
    this.#sequence.reuse(readable);
    // Seldom: what is missing is the last token, and the one before it where all of the last draft was kept.
    if (tokens.length - this.#sequence.cachedLength > DEFAULT_CHUNK_TOKENS) {
      await this.read(readable, asked);
    }
    if (asked.isInterrupted()) return undefined;
    const missing = tokens.slice(this.#sequence.cachedLength);
    const rows = Int32Array.from({ length: numRows }, (_, i) => missing.length - numRows + i);
    return this.#model.forward(chainTree(missing), rows, forwardOptions);
  }

  /**
   * Keeps what the pass ran.
   *
   * @param numNodes how many of its nodes, a chain from the root on; all if left out
   */
  keep(output: StepOutput, numNodes = output.tree.size): void {
    this.keepPath(
      output,
      Int32Array.from({ length: numNodes }, (_, node) => node),
    );
  }

  /** Keeps the nodes of a path, root first. */
  keepPath(output: StepOutput, path: Int32Array): void {
    this.#sequence.keep(output, path);
  }
}
