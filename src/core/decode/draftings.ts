import type { CostModel } from "../cost/costModel";
import { CostSizing, type DraftSizing } from "../cost/draftSizing";
import { CombinedDrafter } from "../draft/combinedDrafter";
import type { Drafter } from "../draft/drafter";
import { SampleAndMatch } from "../verify/sampleAndMatch";
import type { Verifier } from "../verify/verifier";
import type { DecoderParts } from "./decoderParts";
import type { Strategy } from "./strategy";

/** What a strategy does its work with. */
export interface Drafting {
  readonly drafter: Drafter;
  readonly verifier: Verifier;
  readonly sizing: DraftSizing;
}

interface DraftingParts extends DecoderParts {
  readonly cost: CostModel;
  /** Milliseconds of a pass over `n` nodes as the cache is now. */
  readonly costOf: (n: number) => number;
}

/** What all strategies of a decoder do theirs with: made once for each, so that what was learnt lasts. */
export class Draftings {
  readonly #parts: DraftingParts;
  readonly #known = new Map<string, Drafting>();

  constructor(parts: DraftingParts) {
    this.#parts = parts;
  }

  of(strategy: Strategy): Drafting {
    const known = this.#known.get(strategy.id);
    if (known !== undefined) return known;
    const { model, cost, endTokens, onDrafterFailure = () => undefined } = this.#parts;
    const drafter = strategy.createDrafter({
      ...this.#parts,
      vocabSize: model.vocabSize,
      onFailure: onDrafterFailure,
    });
    const drafting = {
      drafter: new CombinedDrafter([drafter], onDrafterFailure),
      verifier:
        this.#parts.verifier ??
        strategy.createVerifier?.({ endTokens, drafter }) ??
        new SampleAndMatch(this.#parts),
      sizing: this.#parts.sizing ?? new CostSizing(cost),
    };
    this.#known.set(strategy.id, drafting);
    return drafting;
  }
}
