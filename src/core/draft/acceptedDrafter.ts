import { at } from "../at";
import { MOST_LOOKED_UP, type AcceptedTexts } from "./acceptedTexts";
import type { DraftBuilder } from "./draftBuilder";
import type { Drafter, DraftRequest, VerifiedStep } from "./drafter";
import { textBefore } from "./ownText";
import { speculate } from "./speculate";

const mostNodes = 24;

/**
 * Drafts what followed the last tokens in suggestions that were accepted, the more probable the more often it did.
 *
 * Worked example: `await client.close();` was accepted twice. Behind a generated ` client` it drafts `.`, `close` and `();`.
 * Source: Oliaro et al. 2024, arXiv:2411.04975.
 */
export class AcceptedDrafter implements Drafter {
  readonly name = "accepted";
  readonly numPromptRows = 0;
  readonly #accepted: Pick<AcceptedTexts, "tree">;
  /** The end of the text so far. */
  #context: number[] = [];

  constructor(accepted: Pick<AcceptedTexts, "tree">) {
    this.#accepted = accepted;
  }

  begin(tokens: Int32Array, request: DraftRequest): void {
    this.#context = Array.from(textBefore(tokens, request).subarray(-MOST_LOOKED_UP));
  }

  observePrompt(): void {
    // The tokens are all that matters.
  }

  draft(into: DraftBuilder): void {
    const { tree } = this.#accepted;
    const limits = { mostContext: MOST_LOOKED_UP, mostNodes };
    const { nodes, matchLength } = speculate(tree, this.#context, limits);
    // The candidate for each node; below one that found no room there is none.
    const candidates: number[] = [];
    for (const { parent, token, depth, rank, probability } of nodes) {
      const above = parent < 0 ? 0 : at(candidates, parent);
      const guess = {
        source: this.name,
        rank,
        matchLength: matchLength + depth - 1,
        probability,
      };
      candidates.push(above < 0 ? -1 : into.add(above, token, guess));
    }
  }

  observe(step: VerifiedStep): void {
    this.#context.push(...step.emitted);
  }
}
