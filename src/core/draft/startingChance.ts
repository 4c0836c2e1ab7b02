import type { Guess } from "./guess";

/** A second choice is about half as good as a first one. */
const perRank = 0.45;

/** Chances of first choices, by the name of the drafter; what is not here goes by what the guess itself says. */
const bySource: Readonly<Record<string, ((guess: Guess) => number) | undefined>> = {
  // Who has begun to change a text leaves most of the rest as it is.
  "edit-pointer": () => 0.9,
  "prompt-n-grams": ({ matchLength }) => (matchLength <= 2 ? 0.45 : 0.6),
  // It chooses with the request's own noise, so that a token which it finds improbable is chosen for the same reason.
  "draft-model": ({ rank, probability = 0.5 }) =>
    rank === 0 ? 0.9 + 0.1 * probability : probability,
};

/**
 * What a guess is worth before anything was observed. It need not be right: calibration replaces it soon. Copied tokens are the
 * surer the longer the stretch that agrees.
 *
 * Worked example: a copy behind 4 tokens that agree is worth 1 - 0.6 * 0.8^4 = 0.75, behind 10 of them 0.94.
 */
export function startingChance(guess: Guess): number {
  const { source, rank, matchLength, probability } = guess;
  const own = bySource[source]?.(guess) ?? probability;
  if (own !== undefined) return own * (probability === undefined ? perRank ** rank : 1);
  if (matchLength > 0) return (1 - 0.6 * 0.8 ** matchLength) * perRank ** rank;
  return perRank ** (rank + 1);
}
