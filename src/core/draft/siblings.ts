/** Where a candidate stands among those behind the same parent, once all guesses are known and more than one drafter made them. */
export interface SiblingPlace {
  /** What its best guess is worth on its own. */
  readonly chance: number;
  /** How many other drafters guessed it too. */
  readonly numAgreeing: number;
  /** How many of its siblings are worth more on their own. */
  readonly position: number;
  /** What the best of these is worth, if another drafter guessed it; else 0. */
  readonly rivalChance: number;
}

/** A candidate as its siblings see it. */
export interface Sibling {
  readonly chance: number;
  /** All who guessed it, each once, and who of them made it likeliest. */
  readonly drafters: readonly string[];
  readonly source: string;
}

/** The places of the candidates behind one parent, which are given with the best one first. */
export function placesOf(siblings: readonly Sibling[]): readonly SiblingPlace[] {
  const [first] = siblings;
  return siblings.map(({ chance, drafters, source }, position) => ({
    chance,
    numAgreeing: drafters.length - 1,
    position,
    rivalChance: first === undefined || first.source === source ? 0 : first.chance,
  }));
}

/** The probability, 0..1, that the model takes a candidate behind a parent that it took. */
export type ShareOf = (place: SiblingPlace) => number;

/** What is left of the doubt about a guess when one more drafter makes it. */
const doubtLeft = 0.8;

/**
 * What a candidate is worth among its siblings before anything was observed: more where drafters agree, less where another one
 * who is surer disagrees. The ranks of one drafter do not compete: what its second choice is worth is known by its rank.
 *
 * Worked example: two drafters give a token .5 and a third gives another one .4. The first is worth 1 - .5 * .8 = .6, and the
 * other .4 * (1 - .5) = .2.
 */
export const startingShare: ShareOf = ({ chance, numAgreeing, rivalChance }) =>
  (1 - (1 - chance) * doubtLeft ** numAgreeing) * (1 - rivalChance);
