import type { ChanceOf } from "./guess";

/** What a guess is worth before anything was observed: the drafter's own estimate, or what a table of ranks usually gives. */
export const startingChance: ChanceOf = ({ probability, rank }) =>
  probability ?? 0.45 * 0.45 ** rank;
