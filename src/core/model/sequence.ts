import { at } from "../at";
import { invariant } from "../errors";
import type { LanguageModel, RowsCopy, StepOutput } from "./languageModel";

/** A sequence that was put away: tokens and the rows behind them. */
export interface SequenceCopy {
  readonly tokens: readonly number[];
  readonly rows: RowsCopy;
  readonly numBytes: number;
}

/**
 * The tokens behind the rows in a model's cache. Whatever fails or is cancelled, it never names a token whose row is not
 * there: rows are kept first and tokens noted after.
 */
export class Sequence {
  readonly #model: LanguageModel;
  #tokens: number[] = [];

  constructor(model: LanguageModel) {
    this.#model = model;
  }

  /** Number of tokens, and of rows in the cache. */
  get cachedLength(): number {
    return this.#tokens.length;
  }

  /** The tokens behind those rows, first to last. A view: not to be kept. */
  get tokens(): readonly number[] {
    return this.#tokens;
  }

  /**
   * Keeps the rows that a prompt shares with the tokens in the cache, from its beginning, and forgets the others. The
   * prompt's last token is never among them: it is the root of the first draft tree, which needs its row anew.
   *
   * @param prompt [n], n >= 1
   * @returns number of prompt tokens whose rows are in the cache
   */
  reuse(prompt: Int32Array): number {
    const numShared = this.shared(prompt);
    this.#model.truncate(numShared);
    this.#tokens = this.#tokens.slice(0, numShared);
    return numShared;
  }

  /** What `reuse` would keep. */
  shared(prompt: Int32Array): number {
    // After a fault between a model's keep and our note of it the model may have more rows than we know of.
    const limit = Math.min(prompt.length - 1, this.#tokens.length, this.#model.cachedLength);
    let numShared = 0;
    while (numShared < limit && prompt[numShared] === this.#tokens[numShared]) numShared++;
    return numShared;
  }

  /**
   * Keeps the rows of the nodes on `path`, root first.
   *
   * @throws ForetypeError("invariant") if the model's cache does not follow
   */
  keep(step: StepOutput, path: Int32Array): void {
    this.#model.keep(step, path);
    for (const node of path) this.#tokens.push(at(step.tree.tokens, node));
    invariant(
      this.#model.cachedLength === this.#tokens.length,
      `the cache holds ${String(this.#model.cachedLength)} rows for ${String(this.#tokens.length)} tokens`,
    );
  }

  /** Copies all rows; `undefined` where the model cannot, or has others than we know of. */
  protected copy(): SequenceCopy | undefined {
    const { rowCopies, cachedLength } = this.#model;
    if (rowCopies === undefined || cachedLength !== this.#tokens.length) return undefined;
    return {
      tokens: [...this.#tokens],
      rows: rowCopies.copy(),
      numBytes: cachedLength * rowCopies.bytesPerRow,
    };
  }

  /** Goes on with a copy of before, in place of what is there. */
  protected restore({ tokens, rows }: SequenceCopy): void {
    // Should the rows not come back, nothing is named that is not there.
    this.#tokens = [];
    this.#model.rowCopies?.restore(rows);
    this.#tokens = [...tokens];
  }
}
