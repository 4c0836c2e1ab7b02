import type {
  ForwardOptions,
  LanguageModel,
  RowCopies,
  StepOutput,
} from "../core/model/languageModel";
import type { TokenTree } from "../core/tree/tokenTree";

/**
 * A model that looks up after each forward pass: messages that came in while it ran are delivered before its result is.
 *
 * onnxruntime computes on the thread of JavaScript, so nothing is heard during a pass. Without the turn of the event loop here
 * the next pass would have begun when a cancel is read, and cancelling would take up to two passes instead of one.
 */
export class AttentiveModel implements LanguageModel {
  readonly #model: LanguageModel;
  readonly #lookUp: () => Promise<void>;

  /** @param lookUp resolves after pending messages have been delivered */
  constructor(model: LanguageModel, lookUp: () => Promise<void>) {
    this.#model = model;
    this.#lookUp = lookUp;
  }

  get vocabSize(): number {
    return this.#model.vocabSize;
  }

  get maxLength(): number {
    return this.#model.maxLength;
  }

  get runsTrees(): boolean {
    return this.#model.runsTrees;
  }

  get cachedLength(): number {
    return this.#model.cachedLength;
  }

  get rowCopies(): RowCopies | undefined {
    return this.#model.rowCopies;
  }

  async forward(tree: TokenTree, rows: Int32Array, options?: ForwardOptions): Promise<StepOutput> {
    const output = await this.#model.forward(tree, rows, options);
    await this.#lookUp();
    return output;
  }

  keepBranches(step: StepOutput): void {
    this.#model.keepBranches(step);
  }

  keep(step: StepOutput, path: Int32Array): void {
    this.#model.keep(step, path);
  }

  truncate(length: number): void {
    this.#model.truncate(length);
  }
}
