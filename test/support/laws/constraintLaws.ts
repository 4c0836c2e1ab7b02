import { expect } from "vitest";
import type { Constraint } from "../../../src/core/constrain/constraint";
import { seededRandom } from "../randomTree";

/**
 * The laws of the port: a free state admits every token and stays free; states are values, so that a state which was left can
 * be asked again and answers the same; every walk over admitted tokens can go on; and what is said to be forced is admitted
 * alone, one token after the other.
 */
export function checkConstraint<State>(constraint: Constraint<State>, vocabSize: number): void {
  const tokens = Array.from({ length: vocabSize }, (_, token) => token);
  const admittedIn = (state: State): number[] =>
    tokens.filter((token) => constraint.admits(state, token));
  const random = seededRandom(1);
  for (let walk = 0; walk < 50; walk++) {
    const visited: { readonly state: State; readonly admitted: readonly number[] }[] = [];
    let state = constraint.start();
    for (let step = 0; step < 10; step++) {
      const admitted = admittedIn(state);
      expect(admitted.length, "some token is admitted").toBeGreaterThan(0);
      if (constraint.isFree(state)) expect(admitted).toEqual(tokens);
      let behind = state;
      for (const forced of constraint.forced?.(state) ?? []) {
        expect(admittedIn(behind), "a forced token is the only one").toEqual([forced]);
        behind = constraint.next(behind, forced);
      }
      visited.push({ state, admitted });
      const token = admitted[Math.floor(random() * admitted.length)] ?? -1;
      const next = constraint.next(state, token);
      if (constraint.isFree(state))
        expect(constraint.isFree(next), "free states stay free").toBe(true);
      state = next;
    }
    for (const { state: left, admitted } of visited) expect(admittedIn(left)).toEqual(admitted);
  }
}
