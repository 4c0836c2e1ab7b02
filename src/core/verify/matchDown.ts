import { at } from "../at";
import type { Constraint } from "../constrain/constraint";
import type { StepOutput } from "../model/languageModel";
import { childOf } from "../tree/children";
import type { Verdict } from "./verifier";

/**
 * Walks down from the root, one token chosen and emitted at each node, as long as that token was drafted. An end token ends the
 * walk, so no kept row lies behind the end of the text.
 *
 * @param choose the token behind a node, given the constraint's state there
 */
export async function matchDown<State>(
  { tree }: Pick<StepOutput, "tree">,
  start: {
    readonly constraint: Constraint<State>;
    readonly state: State;
    readonly endTokens: ReadonlySet<number>;
  },
  choose: (node: number, state: State) => number | Promise<number>,
): Promise<Verdict<State>> {
  const { constraint, endTokens } = start;
  const path = [0];
  const emitted: number[] = [];
  let { state } = start;
  for (;;) {
    const node = at(path, path.length - 1);
    const token = await choose(node, state);
    state = constraint.next(state, token);
    emitted.push(token);
    if (endTokens.has(token)) break;
    const child = childOf(tree, node, token);
    if (child < 0) break;
    path.push(child);
  }
  return { path: Int32Array.from(path), emitted: Int32Array.from(emitted), state };
}
