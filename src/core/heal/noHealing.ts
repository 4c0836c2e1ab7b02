import { unconstrained } from "../constrain/unconstrained";
import type { CachedEncoder } from "../tokens/cachedEncoder";
import type { HealPlan, Healer } from "./healer";

/** Shows the model whatever tokens the text before the cursor happens to have. For comparison. */
export class NoHealing implements Healer {
  readonly #encoder: CachedEncoder;

  constructor(encoder: CachedEncoder) {
    this.#encoder = encoder;
  }

  plan(prefix: string): HealPlan {
    return {
      tokens: this.#encoder.encode(prefix),
      held: new Uint8Array(0),
      constraint: unconstrained,
    };
  }
}
