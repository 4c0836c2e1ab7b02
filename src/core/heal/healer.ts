import type { Constraint } from "../constrain/constraint";
import type { CoverTree } from "./coverTree";

/** How the text before the cursor is presented to the model. */
export interface HealPlan {
  /** The prefix's tokens up to where the model takes over. */
  readonly tokens: Int32Array;
  /** Bytes between that place and the cursor: the first generated tokens must spell them. */
  readonly held: Uint8Array;
  /** Holds the first tokens to `held` one by one, and is free after them; free from the start if `covers` does it. */
  readonly constraint: Constraint<number>;
  /** The ways to spell `held` that one pass scores against each other; left out if nothing is held or masking does it. */
  readonly covers?: CoverTree | undefined;
}

/** Makes a cursor inside a token cost as little as possible. */
export interface Healer {
  plan(prefix: string): HealPlan;
}
