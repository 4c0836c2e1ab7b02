import type { DraftBuilder } from "../../../src/core/draft/draftBuilder";
import type { Drafter, DraftRequest, VerifiedStep } from "../../../src/core/draft/drafter";
import type { LanguageModel } from "../../../src/core/model/languageModel";
import type { TokenPicker } from "../../../src/core/sample/tokenPicker";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import { chainTree } from "../../../src/core/tree/chainTree";

/** A known-wrong drafter: rejected drafts stay in its model's cache, and what comes next is drafted behind them. */
export class ClingingDrafter implements Drafter {
  readonly name = "clinging";
  readonly numPromptRows = 0;
  readonly #model: LanguageModel;
  #unread: number[] = [];
  #picker: TokenPicker | undefined;

  constructor(model: LanguageModel) {
    this.#model = model;
  }

  begin(tokens: Int32Array, request: DraftRequest): void {
    this.#model.truncate(0);
    this.#unread = Array.from(tokens);
    this.#picker = request.pickerFor(() => []);
  }

  observePrompt(): void {
    // The rows are the large model's.
  }

  async draft(into: DraftBuilder): Promise<void> {
    for (let node = 0; node >= 0 && !into.isFull && this.#picker !== undefined;) {
      const tree = chainTree(Int32Array.from(this.#unread));
      const last = tree.size - 1;
      const output = await this.#model.forward(tree, Int32Array.of(last));
      const token = await this.#picker.pick(output, last, unconstrained, 0);
      this.#model.keep(output, Int32Array.from(tree.tokens.keys()));
      this.#unread = [token];
      node = into.add(node, token, { source: this.name, rank: 0, matchLength: 0 });
    }
  }

  observe(step: VerifiedStep): void {
    this.#unread = Array.from(step.emitted.subarray(-1));
  }
}
