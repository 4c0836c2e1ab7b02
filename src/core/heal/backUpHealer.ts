import { heldBytes } from "../constrain/heldBytes";
import type { CachedEncoder } from "../tokens/cachedEncoder";
import { encodeUtf8 } from "../tokens/utf8";
import type { Vocabulary } from "../tokens/vocabulary";
import type { HealPlan, Healer } from "./healer";
import { stableBoundary } from "./stableBoundary";

/**
 * Ends the prompt at the last stable boundary and holds the first tokens to what stands between it and the cursor. So the
 * model never sees a token that the cursor has cut in two, and the prompt's tokens stay what they are while the user types.
 *
 * Choosing greedily among the tokens that fit is not the same as the most probable continuation of the typed bytes: a
 * token is preferred that spells the beginning likely and leaves an unlikely rest.
 */
export class BackUpHealer implements Healer {
  readonly name = "back-up";
  readonly #vocabulary: Vocabulary;
  readonly #encoder: CachedEncoder;

  constructor(vocabulary: Vocabulary, encoder: CachedEncoder) {
    this.#vocabulary = vocabulary;
    this.#encoder = encoder;
  }

  plan(prefix: string): HealPlan {
    const boundary = stableBoundary(prefix, this.#vocabulary);
    const held = encodeUtf8(prefix.slice(boundary));
    return {
      tokens: this.#encoder.encode(prefix.slice(0, boundary)),
      held,
      constraint: heldBytes(held, this.#vocabulary),
    };
  }
}
