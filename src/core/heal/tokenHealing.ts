import { heldBytes } from "../constrain/heldBytes";
import type { CachedEncoder } from "../tokens/cachedEncoder";
import { TokenIndex } from "../tokens/tokenIndex";
import type { Vocabulary } from "../tokens/vocabulary";
import type { HealPlan, Healer } from "./healer";

/**
 * Takes the last token back and holds the first generated ones to its bytes, masking what does not fit. For comparison: it
 * is what most engines do, and not the model's own law. A token is preferred that spells the beginning likely and leaves
 * an unlikely rest, and a word that the cursor cuts into two tokens is not healed at all.
 */
export class TokenHealing implements Healer {
  readonly #vocabulary: Vocabulary;
  readonly #encoder: CachedEncoder;
  readonly #index: TokenIndex;

  constructor(vocabulary: Vocabulary, encoder: CachedEncoder) {
    this.#vocabulary = vocabulary;
    this.#encoder = encoder;
    this.#index = new TokenIndex(vocabulary);
  }

  plan(prefix: string): HealPlan {
    const tokens = this.#encoder.encode(prefix);
    const last = tokens[tokens.length - 1];
    const held = last === undefined ? new Uint8Array(0) : this.#vocabulary.bytesOf(last);
    return {
      tokens: tokens.subarray(0, -1),
      held,
      constraint: heldBytes(held, this.#vocabulary, this.#index),
    };
  }
}
