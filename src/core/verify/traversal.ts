import { at } from "../at";
import type { Constraint } from "../constrain/constraint";
import { RemainingLaw } from "../draft/remainingLaw";
import type { DrawnNode } from "../draft/sampledDrafts";
import type { StepOutput } from "../model/languageModel";
import { happens, VERIFY_STREAM, type Coins } from "../sample/coins";
import type { PickerLaws } from "../sample/tokenLaw";
import type { TokenPicker } from "../sample/tokenPicker";
import { childOf } from "../tree/children";
import type { SampledVerifierParts } from "./nodeByNode";
import { Residual } from "./residual";
import type { Verdict, Verifier } from "./verifier";

/** What was accepted from a node on downwards. */
interface Accepted {
  readonly nodes: readonly number[];
  /** Tokens of those nodes but the first, and what stands behind the last if that is settled. */
  readonly tokens: readonly number[];
  /** Whether the token behind the last node is still to be picked. */
  readonly isOpen: boolean;
}

/**
 * Weighs whole paths instead of tokens, from the leaves up: a path that began badly may be made up for by how it goes on, so it
 * accepts at least as much as weighing node by node, and more of what is deep.
 *
 * A node u is offered with a mass P(u) <= 1, the root with 1. A leaf is accepted with P, and the token behind it is the model's own. Behind an
 * inner node let g be P times the model's law and d the law of its first child y, which is offered with min(1, g(y) / d(y)).
 * If nothing below y is accepted, g becomes max(g - d, 0), with mass S; then P becomes S / (S + 1 - P) and g is scaled to it, d loses y,
 * and the next child is offered. Behind the last, u is accepted with P, and the token behind it is drawn from g.
 *
 * On a chain this is block verification. How many children a node has may depend on all that was drawn before. Where not
 * everything is admitted or nothing is random, it picks and matches node by node, until it stands where it may weigh;
 * see `NodeByNode` for what that means for the text.
 *
 * Worked example: the model says (.5, .5) everywhere and the draft (.9, .1). The chain 0, 1 is offered with .5/.9, and then
 * min(1, .5/.9 * .5/.1) = 1: accepted for certain, where node by node it is with .56.
 * Sources: Weng et al. 2025, arXiv:2505.12398; Sun et al. 2024, arXiv:2403.10444, for chains.
 */
export class Traversal implements Verifier {
  readonly name: string;
  readonly readsLaws = true;
  readonly #parts: SampledVerifierParts;

  /** @param name what verifying so is called for the drafts that it gets */
  constructor(name: string, parts: SampledVerifierParts) {
    this.name = name;
    this.#parts = parts;
  }

  async verify<State>(
    output: StepOutput,
    picker: TokenPicker,
    constraint: Constraint<State>,
    state: State,
  ): Promise<Verdict<State>> {
    const { drafts, endTokens } = this.#parts;
    const { laws } = picker;
    const path = [0];
    const emitted: number[] = [];
    let current = state;
    const emit = (token: number): boolean => {
      current = constraint.next(current, token);
      emitted.push(token);
      return !endTokens.has(token);
    };
    let drawn: DrawnNode | undefined = drafts.rootBehind(output.cachedLength);
    for (;;) {
      const node = at(path, path.length - 1);
      if (laws && drawn?.draws && constraint.isFree(current)) {
        const coins = laws.coins(VERIFY_STREAM, output.cachedLength);
        const accepted = await visit(drawn, { output, laws, coins }, { node, offered: 1 });
        path.push(...(accepted?.nodes.slice(1) ?? []));
        for (const token of accepted?.tokens ?? []) emit(token);
        if (accepted?.isOpen === false) break;
        drawn = undefined;
        continue;
      }
      const token = await picker.pick(output, node, constraint, current);
      if (!emit(token)) break;
      const child = childOf(output.tree, node, token);
      if (child < 0) break;
      path.push(child);
      drawn = drawn?.children.get(token);
    }
    return { path: Int32Array.from(path), emitted: Int32Array.from(emitted), state: current };
  }
}

/** What weighing needs to know of the pass. */
interface Weighing {
  readonly output: StepOutput;
  readonly laws: PickerLaws;
  readonly coins: Coins;
}

/** What is accepted at a node that is offered with a mass; `undefined` if nothing is. */
async function visit(
  drawn: DrawnNode | undefined,
  weighing: Weighing,
  { node, offered }: { readonly node: number; readonly offered: number },
): Promise<Accepted | undefined> {
  const { output, laws, coins } = weighing;
  if (drawn?.draws === undefined) {
    return happens(coins, offered) ? { nodes: [node], tokens: [], isOpen: true } : undefined;
  }
  const residual = new Residual(await laws.whole(output, node), offered);
  const remaining = new RemainingLaw(drawn.draws.law);
  for (const token of drawn.draws.tokens) {
    const share = Math.min(1, residual.massOf(token) / remaining.probabilityOf(token));
    const child = childOf(output.tree, node, token);
    const below =
      child < 0
        ? unchecked(happens(coins, share))
        : await visit(drawn.children.get(token), weighing, { node: child, offered: share });
    if (below !== undefined) {
      const { nodes, tokens, isOpen } = below;
      return { nodes: [node, ...nodes], tokens: [token, ...tokens], isOpen };
    }
    const { mass } = residual;
    const left = residual.subtract(remaining);
    if (left <= 0) break;
    residual.rescale(1 / (left + 1 - mass));
    remaining.remove(token);
  }
  if (!happens(coins, residual.mass)) return undefined;
  return { nodes: [node], tokens: [residual.draw(coins)], isOpen: false };
}

/** A draw that had no room in the tree: nothing is known of what stands behind it, so the text ends with it for now. */
function unchecked(isAccepted: boolean): Accepted | undefined {
  return isAccepted ? { nodes: [], tokens: [], isOpen: false } : undefined;
}
