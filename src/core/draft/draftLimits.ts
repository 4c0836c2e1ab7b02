import type { Constraint } from "../constrain/constraint";
import type { LeastChance } from "../cost/draftSizing";

/** How far a draft may grow. */
export interface DraftLimits {
  /** Most nodes below the root that may be looked at; how many of them are drafted is decided at the end. */
  readonly maxCandidates: number;
  /** Most steps from the root. */
  readonly maxDepth: number;
  /** Most children of a node in the draft; no limit if left out. 1 makes every draft a chain. */
  readonly maxChildren?: number;
  /** Most nodes that are run for what the model says behind them; none if left out. */
  readonly maxLooks?: number;
  /**
   * A path that is less probable is no candidate; 0 if left out. It may rise with what there is: the number of candidates, and the
   * sum of their probabilities, the root included in both.
   */
  readonly leastChance?: number | LeastChance;
  /**
   * Tokens that never become nodes. The token after the end of a text is of no use, and whether the text ends is decided by
   * the row of the node before, so a node for an end token would only cost time.
   */
  readonly endTokens?: ReadonlySet<number>;
  /**
   * Whether the text would end with `token` behind the tokens that `before` gives, root excluded. For such tokens holds what holds for
   * end tokens.
   */
  readonly endsText?: (token: number, before: () => readonly number[]) => boolean;
  /** What holds the text, and its state at the root. A token that it forbids would be checked in vain, so it is no node. */
  readonly mask?: { readonly constraint: Constraint<unknown>; readonly state: unknown };
}
