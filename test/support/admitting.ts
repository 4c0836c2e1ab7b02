import type { Constraint } from "../../src/core/constrain/constraint";

/**
 * A constraint that admits the same tokens everywhere.
 *
 * @param asked receives the tokens in the order in which they are asked about
 */
export function admitting(tokens: Iterable<number>, asked: number[] = []): Constraint<number> {
  const admitted = new Set(tokens);
  return {
    start: () => 0,
    isFree: () => false,
    admits: (_, token) => {
      asked.push(token);
      return admitted.has(token);
    },
    next: (state) => state,
  };
}
