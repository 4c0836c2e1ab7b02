import type { Constraint } from "../constrain/constraint";

/** How the text before the cursor is presented to the model. */
export interface HealPlan {
  /** The prefix's tokens up to a place that no further typing can move. */
  readonly tokens: Int32Array;
  /** Bytes between that place and the cursor: the first generated tokens must spell them. */
  readonly held: Uint8Array;
  /** Holds the first tokens to `held`, and is free after them. */
  readonly constraint: Constraint<number>;
}

/** Makes a cursor inside a token cost as little as possible. */
export interface Healer {
  readonly name: string;
  plan(prefix: string): HealPlan;
}
