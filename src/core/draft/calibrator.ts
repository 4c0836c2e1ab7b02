import { at } from "../at";
import { FadingRatio } from "../cost/fadingRatio";
import type { Draft } from "./draft";
import type { ChanceOf, Guess } from "./guess";
import { startingShare, type ShareOf, type SiblingPlace } from "./siblings";
import { startingChance } from "./startingChance";

/** What became of a step's draft. */
export interface CheckedDraft {
  readonly draft: Draft;
  /** Accepted nodes of the draft's tree, root first. */
  readonly path: Int32Array;
  /** The token that was emitted at each of them. */
  readonly emitted: Int32Array;
}

/** An old observation counts so much less with each new one of its kind: about the last 50 count. */
const defaultDecay = 0.98;

/** Observations that the starting chance is worth. */
const startingWeight = 4;

/** About the last 128 guesses of a drafter say what it is worth where nothing else does. */
const drafterRate = 1 / 128;

/** Agreeing drafters and better siblings are told apart up to this number. */
const mostOthers = 2;

/** Upper ends of the kinds of a number; larger ones are one kind. */
const ranks = [0, 1, 2, 3, 4, 5, 7];
const depths = [1, 2, 3, 4, 6, 10];
const matchLengths = [0, 1, 2, 3, 4, 6, 9, 15, 31];
const probabilities = [0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97];

/** What was observed of one drafter. */
interface Known {
  /** By kind of guess. */
  readonly cells: Map<number, Cell>;
  /** Its hits, and what its guesses were worth at the start: what is believed of kinds that were hardly seen yet goes by those that were. */
  readonly kept: FadingRatio;
}

/** Decayed counts of one kind of guess. */
interface Cell {
  hits: number;
  misses: number;
}

/**
 * How often guesses are right, learnt from what became of them. Guesses are told apart by drafter, rank, depth, how much agreed
 * before them, and what the drafter itself believes, so that one who is too sure is corrected. What they are worth on their own
 * is then corrected by how they stand among their siblings: whether others agree, and whether one of them is surer.
 *
 * A guess is a question about the model's choice behind its parent, so it is answered only where the parent was visited: then
 * every guess there was right or wrong, also one for which the tree had no room. Counting the nodes of rejected branches as
 * wrong would measure the probability of whole paths, see `test/support/mutants/everyNodeCalibrator`.
 *
 * Worked example: a first choice that was right in 30 of the last 50 places is worth (30 + 4 s) / (50 + 4), with s what it was
 * worth at the start.
 */
export class Calibrator {
  readonly #drafters = new Map<string, Known>();
  readonly #places = new Map<number, Cell>();
  readonly #decay: number;

  /** @param decay how much of an old observation is left when a new one of its kind comes; 1 forgets nothing */
  constructor(decay = defaultDecay) {
    this.#decay = decay;
  }

  /** The probability that the model takes a guess behind a parent that it took. */
  readonly chanceOf: ChanceOf = (guess, depth) => {
    const start = startingChance(guess);
    const known = this.#drafters.get(guess.source);
    if (known === undefined) return start;
    return estimate(known.cells.get(kindOf(guess, depth)), Math.min(1, known.kept.value * start));
  };

  /** The same of a candidate, with all guesses about its siblings known. */
  readonly shareOf: ShareOf = (place) =>
    estimate(this.#places.get(kindOfPlace(place)), startingShare(place));

  /** Learns from a step. */
  observe({ draft, path, emitted }: CheckedDraft): void {
    for (const [index, { parent, token, depth, guesses }] of draft.candidates.entries()) {
      if (parent < 0 || depth > path.length) continue;
      const isVisited = at(path, depth - 1) === draft.nodes[parent];
      if (!isVisited) continue;
      const isHit = token === at(emitted, depth - 1);
      for (const guess of guesses) this.count(guess, depth, isHit);
      const place = draft.places[index];
      if (place !== undefined) this.#add(this.#places, kindOfPlace(place), isHit);
    }
  }

  /** One answer about a guess at `depth`. */
  count(guess: Guess, depth: number, isHit: boolean): void {
    const { source } = guess;
    let known = this.#drafters.get(source);
    if (known === undefined) this.#drafters.set(source, (known = newcomer()));
    this.#add(known.cells, kindOf(guess, depth), isHit);
    known.kept.add(isHit ? 1 : 0, startingChance(guess));
  }

  #add(cells: Map<number, Cell>, kind: number, isHit: boolean): void {
    let cell = cells.get(kind);
    if (cell === undefined) cells.set(kind, (cell = { hits: 0, misses: 0 }));
    cell.hits = this.#decay * cell.hits + (isHit ? 1 : 0);
    cell.misses = this.#decay * cell.misses + (isHit ? 0 : 1);
  }
}

/** A drafter of whom nothing was observed. */
function newcomer(): Known {
  return {
    cells: new Map(),
    kept: new FadingRatio(drafterRate, { value: 1, per: startingWeight }),
  };
}

/** The hit rate of a cell, drawn towards what was believed at the start. */
function estimate(cell: Cell | undefined, start: number): number {
  if (cell === undefined) return start;
  return (cell.hits + startingWeight * start) / (cell.hits + cell.misses + startingWeight);
}

function kindOfPlace({ chance, numAgreeing, position, rivalChance }: SiblingPlace): number {
  let kind = bucketOf(chance, probabilities);
  kind = kind * (mostOthers + 1) + Math.min(numAgreeing, mostOthers);
  kind = kind * (mostOthers + 1) + Math.min(position, mostOthers);
  return 2 * kind + (rivalChance > 0 ? 1 : 0);
}

/** One number for all that guesses of a drafter are told apart by. */
function kindOf({ rank, matchLength, probability }: Guess, depth: number): number {
  const certainty = probability === undefined ? 0 : 1 + bucketOf(probability, probabilities);
  let kind = bucketOf(rank, ranks);
  kind = kind * (depths.length + 1) + bucketOf(depth, depths);
  kind = kind * (matchLengths.length + 1) + bucketOf(matchLength, matchLengths);
  return kind * (probabilities.length + 2) + certainty;
}

/** A loop, for it is asked several times for each guess. */
function bucketOf(value: number, ends: readonly number[]): number {
  let bucket = 0;
  for (const end of ends) {
    if (value <= end) return bucket;
    bucket++;
  }
  return bucket;
}
