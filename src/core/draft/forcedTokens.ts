import type { DraftBuilder } from "./draftBuilder";
import type { Drafter, DraftRequest } from "./drafter";

/**
 * Drafts the tokens that a constraint leaves no choice about. They are sure to come and still have to be read, but one pass reads
 * all of them.
 *
 * Worked example: the bytes `€` are held, and the vocabulary has no token that begins with them but those of its three bytes. All
 * three are drafted.
 */
export class ForcedTokens implements Drafter {
  readonly name = "forced-tokens";
  readonly numPromptRows = 0;
  #constraint: DraftRequest["constraint"];

  begin(_tokens: Int32Array, { constraint }: DraftRequest): void {
    this.#constraint = constraint;
  }

  observePrompt(): void {
    // Nothing to learn.
  }

  draft(into: DraftBuilder): void {
    const guess = { source: this.name, rank: 0, matchLength: 0, probability: 1 };
    let node = 0;
    for (const token of this.#constraint?.forced() ?? []) {
      node = into.add(node, token, guess);
      if (node < 0) return;
    }
  }

  observe(): void {
    // The constraint knows where it stands.
  }
}
