import type { Constraint } from "./constraint";

/** Whether `tokens` are admitted one after the other, from `state` on. */
export function admitsAll<State>(
  constraint: Constraint<State>,
  state: State,
  tokens: readonly number[],
): boolean {
  let current = state;
  for (const token of tokens) {
    if (constraint.isFree(current)) return true;
    if (!constraint.admits(current, token)) return false;
    current = constraint.next(current, token);
  }
  return true;
}
