import type { Drafter } from "../draft/drafter";
import type { DraftBuilder } from "../draft/draftBuilder";
import type { EnsembleModel } from "./ensembleModel";

/** Drafts the rest of the token that the first of two models would write: bytes that one pass of each model checks together. */
export class ByteDrafter implements Drafter {
  readonly name = "bytes";
  readonly numPromptRows = 0;
  readonly #model: Pick<EnsembleModel, "guess">;

  constructor(model: Pick<EnsembleModel, "guess">) {
    this.#model = model;
  }

  begin(): void {
    // The model knows the text.
  }

  observePrompt(): void {
    // There are no tokens in the prompt.
  }

  draft(into: DraftBuilder): void {
    if (into.isFull || into.maxDepth < 1) return;
    const guess = { source: this.name, rank: 0, matchLength: 0, probability: 0.8 };
    let node = 0;
    for (const byte of this.#model.guess(into.tokenOf(0))) {
      node = into.add(node, byte, guess);
      if (node < 0) return;
    }
  }

  observe(): void {
    // The model knows the text.
  }
}
