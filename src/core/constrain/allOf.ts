import type { Constraint } from "./constraint";

/**
 * Admits what all of `constraints` admit. Its state is theirs, in their order. They are asked in that order and only until one
 * refuses, and never while they are free, so the cheap ones stand first. What one of them leaves no choice about, all leave none about.
 */
export function allOf(constraints: readonly Constraint<unknown>[]): Constraint<readonly unknown[]> {
  return {
    start: () => constraints.map((constraint) => constraint.start()),
    isFree: (states) => constraints.every((constraint, i) => constraint.isFree(states[i])),
    admits: (states, token) =>
      constraints.every((constraint, i) => {
        const state = states[i];
        return constraint.isFree(state) || constraint.admits(state, token);
      }),
    next: (states, token) => constraints.map((constraint, i) => constraint.next(states[i], token)),
    forced: (states) => {
      for (const [i, constraint] of constraints.entries()) {
        const tokens = constraint.forced?.(states[i]);
        if (tokens !== undefined) return tokens;
      }
      return undefined;
    },
  };
}
