import { heldBytes } from "../constrain/heldBytes";
import type { CachedEncoder } from "../tokens/cachedEncoder";
import { encodeUtf8 } from "../tokens/utf8";
import type { Vocabulary } from "../tokens/vocabulary";
import type { HealPlan, Healer } from "./healer";
import { stableBoundary } from "./stableBoundary";

/**
 * Ends the prompt at the last stable boundary and holds the first generated tokens to what stands behind it, masking what does not
 * fit. Not the model's own law, but the prompt's tokens are those of every longer text, and it costs no look at the vocabulary: for
 * draft models.
 */
export class BoundaryHealing implements Healer {
  readonly #vocabulary: Vocabulary;
  readonly #encoder: CachedEncoder;

  constructor(vocabulary: Vocabulary, encoder: CachedEncoder) {
    this.#vocabulary = vocabulary;
    this.#encoder = encoder;
  }

  plan(prefix: string): HealPlan {
    const { index } = stableBoundary(prefix, this.#vocabulary);
    const held = encodeUtf8(prefix.slice(index));
    return {
      tokens: this.#encoder.encode(prefix.slice(0, index)),
      held,
      constraint: heldBytes(held, this.#vocabulary),
    };
  }
}
