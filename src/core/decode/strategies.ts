import { ForetypeError } from "../errors";
import { autoregressive } from "./autoregressive";
import { draftModel } from "./draftModel";
import { tokenRecycling } from "./tokenRecycling";
import type { Strategy } from "./strategy";

/** Every way of decoding, the baseline first. */
export const strategies: readonly Strategy[] = [autoregressive, tokenRecycling, draftModel];

/** Those that can be used with what is open. */
export function usableStrategies(open: { readonly draft?: unknown }): readonly Strategy[] {
  return strategies.filter(({ needs }) => needs === undefined || open.draft !== undefined);
}

/** @throws ForetypeError("user/bad-argument") naming the ids there are, for an id that is none of them */
export function findStrategy(id: string): Strategy {
  const strategy = strategies.find((candidate) => candidate.id === id);
  if (strategy !== undefined) return strategy;
  const ids = strategies.map((candidate) => candidate.id).join(", ");
  throw new ForetypeError(
    "user/bad-argument",
    `there is no strategy "${id}"; choose one of: ${ids}`,
  );
}
