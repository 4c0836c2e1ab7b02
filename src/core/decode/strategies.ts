import { ForetypeError } from "../errors";
import { autoregressive } from "./autoregressive";
import { tokenRecycling } from "./tokenRecycling";
import type { Strategy } from "./strategy";

/** Every way of decoding, the baseline first. */
export const strategies: readonly Strategy[] = [autoregressive, tokenRecycling];

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
