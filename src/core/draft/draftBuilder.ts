import { at } from "../at";
import { invariant } from "../errors";
import type { Candidate, Draft } from "./draft";
import type { DraftLimits } from "./draftLimits";
import type { ChanceOf, Guess } from "./guess";
import { placesOf, type ShareOf, type Sibling, type SiblingPlace } from "./siblings";

const NONE = -1;

/** Siblings cannot be more probable together than that. */
const mostOfSiblings = 0.98;

/**
 * Collects the guesses of any number of drafters in one tree and keeps the most probable ones. Equal tokens below the same parent are
 * one node, as probable as its best guess: two of them would be accepted with the wrong probability.
 *
 * A path is never more probable than its beginning, so the most probable nodes form a tree without asking for it, and growing it
 * best-first is optimal.
 */
export class DraftBuilder {
  readonly maxDepth: number;
  readonly #limits: DraftLimits;
  readonly #chanceOf: ChanceOf;
  readonly #shareOf: ShareOf;
  readonly #candidates: { parent: number; token: number; depth: number; guesses: Guess[] }[];
  /** The best guess's probability behind the parent, and that of the whole path as far as it is known. */
  readonly #steps: number[] = [1];
  readonly #chances: number[] = [1];
  readonly #sources: (string | undefined)[] = [undefined];
  /** All who guessed a candidate, each once. */
  readonly #drafters: string[][] = [[]];
  /** Candidates that are run in any case. */
  readonly #looks = new Set<number>();
  /** The constraint's state behind each candidate. */
  readonly #states: unknown[];
  readonly #children: number[][] = [[]];
  #leastChance: number;
  /** Of the candidates that are not only looked at. */
  #sumOfChances = 1;

  /**
   * @param rootToken the last committed token
   * @param chances what a guess is worth on its own, and what it is worth among its siblings; on its own too if that is left out
   */
  constructor(
    rootToken: number,
    limits: DraftLimits,
    chances: ChanceOf | { readonly chanceOf: ChanceOf; readonly shareOf: ShareOf },
  ) {
    this.maxDepth = limits.maxDepth;
    this.#limits = limits;
    const isAlone = typeof chances === "function";
    this.#chanceOf = isAlone ? chances : chances.chanceOf;
    this.#shareOf = isAlone ? ({ chance }) => chance : chances.shareOf;
    const { leastChance = 0 } = limits;
    this.#leastChance = typeof leastChance === "number" ? leastChance : leastChance(1, 1);
    this.#candidates = [{ parent: NONE, token: rootToken, depth: 0, guesses: [] }];
    this.#states = [limits.mask?.state];
  }

  /** Number of candidates, the root included. */
  get size(): number {
    return this.#candidates.length;
  }

  /** Estimated probability that the token behind the root is none of those that were guessed so far. */
  get open(): number {
    const guessed = (this.#children[0] ?? []).reduce((sum, child) => sum + this.chanceOf(child), 0);
    return Math.max(0, 1 - guessed);
  }

  get isFull(): boolean {
    return this.size > this.#limits.maxCandidates;
  }

  /** @throws ForetypeError("invariant") if there is no such candidate */
  tokenOf(node: number): number {
    return this.#candidate(node).token;
  }

  /** Estimated probability that the candidate is reached, as far as it was guessed. */
  chanceOf(node: number): number {
    return at(this.#chances, node);
  }

  /**
   * Adds `token` below `parent`, or one more guess to the child that is there already.
   *
   * @returns the child, or -1 if it is too improbable, too deep, there is no more room, the token ends the text, or the constraint
   * forbids it
   * @throws ForetypeError("invariant") if there is no such parent
   */
  add(parent: number, token: number, guess: Guess): number {
    const { size } = this;
    const node = this.#add(parent, token, { guess, leastChance: this.#leastChance });
    if (this.size > size) this.#raise(this.chanceOf(node));
    return node;
  }

  /**
   * Adds a node that is run for what the model says behind it, however improbable it is that it is kept.
   *
   * @param parent the root, or a node that was added so
   * @returns the child, or -1 where `add` would return it for another reason than its chance, or there is no room for one more
   */
  look(parent: number, token: number, guess: Guess): number {
    invariant(parent === 0 || this.#looks.has(parent), "what is looked at hangs together");
    if (this.#looks.size >= (this.#limits.maxLooks ?? 0)) return NONE;
    const node = this.#add(parent, token, { guess, leastChance: 0 });
    if (node !== NONE) this.#looks.add(node);
    return node;
  }

  #add(
    parent: number,
    token: number,
    { guess, leastChance }: { readonly guess: Guess; readonly leastChance: number },
  ): number {
    const above = this.#candidate(parent);
    const depth = above.depth + 1;
    const step = this.#chanceOf(guess, depth);
    const known = this.#children[parent]?.find((child) => this.tokenOf(child) === token);
    if (known !== undefined) {
      this.#candidate(known).guesses.push(guess);
      const drafters = this.#drafters[known];
      if (drafters?.includes(guess.source) === false) drafters.push(guess.source);
      if (step > at(this.#steps, known)) {
        this.#steps[known] = step;
        this.#chances[known] = step * this.chanceOf(parent);
        this.#sources[known] = guess.source;
      }
      return known;
    }
    const { maxDepth, endTokens, endsText, mask } = this.#limits;
    const chance = step * this.chanceOf(parent);
    if (this.isFull || depth > maxDepth || chance < leastChance) return NONE;
    if (endTokens?.has(token) === true) return NONE;
    if (endsText?.(token, () => this.#pathTo(parent)) === true) return NONE;
    const state = this.#states[parent];
    // Asked last: a drafter may offer many tokens for which there is no room.
    if (mask?.constraint.isFree(state) === false && !mask.constraint.admits(state, token)) {
      return NONE;
    }
    const node = this.size;
    this.#candidates.push({ parent, token, depth, guesses: [guess] });
    this.#steps.push(step);
    this.#chances.push(chance);
    this.#sources.push(guess.source);
    this.#drafters.push([guess.source]);
    this.#states.push(mask?.constraint.next(state, token));
    this.#children.push([]);
    this.#children[parent]?.push(node);
    return node;
  }

  /**
   * The draft of the most probable candidates, and of those to look at.
   *
   * @param numDrafts how many of the others, given their probabilities with the greatest first
   */
  build(numDrafts: (chances: Float64Array) => number): Draft {
    const { chances, places } = this.#settle();
    const wanted: number[] = [];
    for (let node = 1; node < this.size; node++) {
      if (at(chances, node) > 0 && !this.#looks.has(node)) wanted.push(node);
    }
    // Of equals the one that was guessed first, so that a parent stands before its children.
    wanted.sort((a, b) => at(chances, b) - at(chances, a) || a - b);
    const ranked = numbersOf(Float64Array, wanted, (node) => at(chances, node));
    const drafted = wanted.slice(0, numDrafts(ranked));
    const kept = [0, ...this.#looks, ...drafted].sort((a, b) => a - b);
    const nodes = new Int32Array(this.size).fill(NONE);
    for (let index = 0; index < kept.length; index++) nodes[at(kept, index)] = index;
    return {
      tree: {
        size: kept.length,
        tokens: numbersOf(Int32Array, kept, (node) => this.tokenOf(node)),
        parents: numbersOf(Int32Array, kept, (node) => nodes[this.#candidate(node).parent] ?? NONE),
        depths: numbersOf(Int32Array, kept, (node) => this.#candidate(node).depth),
      },
      chances: numbersOf(Float64Array, kept, (node) => at(chances, node)),
      ranked,
      sources: kept.map((node) => this.#sources[node]),
      nodes,
      candidates: this.#candidates,
      places,
    };
  }

  #candidate(node: number): Candidate & { readonly guesses: Guess[] } {
    const candidate = this.#candidates[node];
    invariant(candidate !== undefined, `there is no candidate ${String(node)}`);
    return candidate;
  }

  /** A good draft leaves less to hope for from what is improbable. */
  #raise(chance: number): void {
    const { leastChance = 0 } = this.#limits;
    if (typeof leastChance === "number") return;
    this.#sumOfChances += chance;
    const least = leastChance(this.size - this.#looks.size, this.#sumOfChances);
    this.#leastChance = Math.max(this.#leastChance, least);
  }

  /** Tokens from the root, which is not among them, to a candidate. */
  #pathTo(node: number): readonly number[] {
    const path: number[] = [];
    for (let above = node; above > 0; above = this.#candidate(above).parent) {
      path.push(this.tokenOf(above));
    }
    return path.reverse();
  }

  /** Path probabilities with all guesses known: siblings share what there is, and only the best few of them are kept. */
  #settle(): { readonly chances: Float64Array; readonly places: (SiblingPlace | undefined)[] } {
    const chances = new Float64Array(this.size);
    const places = new Array<SiblingPlace | undefined>(this.size);
    chances[0] = 1;
    const { maxChildren = Infinity } = this.#limits;
    for (const [parent, children] of this.#children.entries()) {
      if (children.length === 0) continue;
      if (children.length > 1) {
        children.sort((a, b) => at(this.#steps, b) - at(this.#steps, a) || a - b);
      }
      const best = children.slice(0, maxChildren);
      const siblings = this.#isOneDrafters(best)
        ? undefined
        : placesOf(best.map((child) => this.#siblingAt(child)));
      const shares = best.map((child, i) => {
        const place = (places[child] = siblings?.[i]);
        return Math.min(1, place === undefined ? at(this.#steps, child) : this.#shareOf(place));
      });
      const sum = shares.reduce((all, share) => all + share, 0);
      const scale = sum > mostOfSiblings && best.length > 1 ? mostOfSiblings / sum : 1;
      for (const [i, child] of best.entries()) {
        chances[child] = at(chances, parent) * at(shares, i) * scale;
      }
    }
    return { chances, places };
  }

  /** Whether one drafter alone guessed them: then nothing is known but what each is worth on its own. */
  #isOneDrafters(siblings: readonly number[]): boolean {
    const source = this.#sources[siblings[0] ?? 0];
    return siblings.every((node) => {
      const drafters = this.#drafters[node] ?? [];
      return drafters.length === 1 && drafters[0] === source;
    });
  }

  #siblingAt(node: number): Sibling {
    return {
      chance: at(this.#steps, node),
      drafters: this.#drafters[node] ?? [],
      source: this.#sources[node] ?? "",
    };
  }
}

/** One number for each node. A loop, for `from` of typed arrays takes ten times as long and this is done for every pass. */
function numbersOf<Numbers extends Float64Array | Int32Array>(
  type: new (length: number) => Numbers,
  nodes: readonly number[],
  numberOf: (node: number) => number,
): Numbers {
  const numbers = new type(nodes.length);
  for (let index = 0; index < nodes.length; index++) numbers[index] = numberOf(at(nodes, index));
  return numbers;
}
