import type { Constraint } from "./constraint";

/** Admits every token. */
export const unconstrained: Constraint<number> = {
  start: () => 0,
  isFree: () => true,
  admits: () => true,
  next: (state) => state,
};
