import { FadingMean } from "./fadingMean";
import { FadingRatio } from "./fadingRatio";

/** About the last 32 drafts count. */
const rate = 1 / 32;

/** A drafter with which decoding is not faster by so much is not asked any more: some of what drafts cost is not seen here. */
const leastSpeed = 1.02;

/** To begin with: many drafters have first to see some text. And what a bad opinion fades to. */
const startingSpeed = 1.25;
const forgivenSpeed = 1.05;

/** Follows whether asking a drafter pays: how much faster decoding is with it than without, its own time included. */
export class DraftGain {
  /** Tokens gained, and what they cost in passes without a draft. */
  readonly #speed = new FadingRatio(rate, { value: startingSpeed, per: 1 / rate });
  readonly #draftMs = new FadingMean(rate);

  /** Whether it does, as far as is known. */
  get pays(): boolean {
    return this.#speed.value >= leastSpeed;
  }

  /** What a draft takes. */
  get draftMs(): number {
    return this.#draftMs.value;
  }

  /** @param draft `cost` is what it and its pass took, in passes without a draft */
  add(draft: {
    readonly draftMs: number;
    readonly numTokens: number;
    readonly cost: number;
  }): void {
    this.#draftMs.add(draft.draftMs);
    this.#speed.add(draft.numTokens, draft.cost);
  }

  /** Forgets half of a bad opinion and nothing of a good one: the next text may be another kind, and often is not. */
  doubt(): void {
    if (!this.pays) this.#speed.halfwayTo(forgivenSpeed);
  }
}
