import { ForetypeError } from "../errors";
import type { CachedEncoder } from "../tokens/cachedEncoder";
import type { Vocabulary } from "../tokens/vocabulary";
import { ExactHealing } from "./exactHealing";
import type { Healer } from "./healer";
import { NoHealing } from "./noHealing";
import { TokenHealing } from "./tokenHealing";

/** A named way to treat a cursor inside a token. The command line and the bench read one registry of these. */
export interface Healing {
  /** As written on the command line. */
  readonly id: string;
  /** One line: what it does. */
  readonly description: string;
  createHealer(vocabulary: Vocabulary, encoder: CachedEncoder): Healer;
}

/** Every way of healing; the first is what the editor uses. */
export const healings: readonly Healing[] = [
  {
    id: "exact",
    description: "scores all ways to spell what stands at the cursor in one pass",
    createHealer: (vocabulary, encoder) => new ExactHealing(vocabulary, encoder),
  },
  {
    id: "token-healing",
    description: "takes one token back and masks what does not fit",
    createHealer: (vocabulary, encoder) => new TokenHealing(vocabulary, encoder),
  },
  {
    id: "none",
    description: "shows the model the tokens as the cursor cuts them",
    createHealer: (_, encoder) => new NoHealing(encoder),
  },
];

/** @throws ForetypeError("user/bad-argument") naming the ids there are, for an id that is none of them */
export function findHealing(id: string): Healing {
  const healing = healings.find((candidate) => candidate.id === id);
  if (healing !== undefined) return healing;
  const ids = healings.map((candidate) => candidate.id).join(", ");
  throw new ForetypeError(
    "user/bad-argument",
    `there is no healing "${id}"; choose one of: ${ids}`,
  );
}
