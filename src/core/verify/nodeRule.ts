import type { NodeDraws } from "../draft/sampledDrafts";
import type { Coins } from "../sample/coins";

/**
 * Decides which token stands behind a node, given what was drawn there: one of the draws if it can.
 *
 * Law: over the draws and the coins together, the token is distributed as `target`.
 */
export interface NodeRule {
  readonly name: string;
  /** @param target [V] the model's law there; belongs to the rule from now on */
  choose(target: Float64Array, draws: NodeDraws, coins: Coins): number;
}
