import { leastNodeCost, chooseSize } from "./chooseSize";
import type { CostModel } from "./costModel";
import { DraftGain } from "./draftGain";
import { DraftTrust } from "./draftTrust";

/**
 * The least path probability of a guess that may be of use beside a draft that there is already.
 *
 * @param numNodes of that draft, the root included
 * @param expected tokens that it gains: 1 and the path probabilities of its nodes
 */
export type LeastChance = (numNodes: number, expected: number) => number;

/** How much is drafted for a pass. It costs or saves time, and never changes the text. */
export interface DraftSizing {
  /** A request starts. */
  begin(): void;
  /**
   * Before a draft.
   *
   * @param most the largest draft that there is room for
   * @returns what a guess has to be worth, or `undefined` if nothing should be drafted
   */
  leastChance(most: number, cachedLength: number): LeastChance | undefined;
  /**
   * How many of the guesses to check.
   *
   * @param chances [n] path probabilities, the greatest first, n at most what there is room for
   */
  choose(chances: Float64Array, cachedLength: number, draftMs: number): number;
  /** What became of it. */
  took(step: SizedStep): void;
}

/** A step with its times in milliseconds. */
export interface SizedStep {
  /** Whether the drafter was asked. */
  readonly isDrafted: boolean;
  /** Nodes of the pass, the root included. */
  readonly numNodes: number;
  readonly cachedLength: number;
  /** What the drafter took to draft. It learns in any case, so what that takes is no part of it. */
  readonly draftMs: number;
  readonly forwardMs: number;
  /** Tokens that the pass gained. */
  readonly numTokens: number;
}

/** Of the time of plain decoding, what may be spent on drafts that are not expected to pay. */
const probeShare = 0.02;

/** Passes of plain decoding for which that is saved up: so much before a trial begins, and at most. */
const leastSaved = 0.5;
const mostSaved = 4;

/**
 * Sizes drafts by what passes cost and what guesses are worth.
 *
 * Where a drafter takes more time than its drafts save, it is not asked. A fiftieth of the time is spent on trying it, and on
 * drafts that are larger than what pays, so that a wrong estimate does not last: what is never tried is never learnt. With each
 * request a bad opinion is halved. What drafts have promised and not kept is taken off the next one's promises.
 */
export class CostSizing implements DraftSizing {
  readonly #cost: CostModel;
  readonly #gain = new DraftGain();
  readonly #trust = { first: new DraftTrust(), later: new DraftTrust() };
  /** Whether nothing has been drafted in this request. */
  #isFirst = true;
  /** What the nodes that are checked promise. */
  #promised = 0;
  /** What may be spent on trials, in the cost model's unit. */
  #saved = 0;
  #isTrying = false;

  constructor(cost: CostModel) {
    this.#cost = cost;
  }

  begin(): void {
    this.#isFirst = true;
    this.#gain.doubt();
  }

  leastChance(most: number, cachedLength: number): LeastChance | undefined {
    if (most < 1) return undefined;
    const plainMs = this.#cost.ms(1, cachedLength);
    this.#saved = Math.min(mostSaved * plainMs, this.#saved + probeShare * plainMs);
    this.#isTrying = this.#saved >= Math.max(leastSaved * plainMs, this.#gain.draftMs);
    if (!this.#gain.pays && !this.#isTrying) return undefined;
    // What is too improbable now is looked at in a trial: it may have become better.
    if (this.#isTrying) return () => 0;
    const msOf = this.#msOf(cachedLength);
    const leastNodeMs = leastNodeCost(msOf, 1 + most);
    // What the draft will have taken counts too; before it was seen, as nothing.
    const { draftMs } = this.#gain;
    const { factor } = this.#phase;
    return (numNodes, promised) => {
      const expected = 1 + factor * (promised - 1);
      return (leastNodeMs * expected) / (draftMs + msOf(numNodes)) / factor;
    };
  }

  choose(chances: Float64Array, cachedLength: number, draftMs: number): number {
    const msOf = this.#msOf(cachedLength);
    const spentMs = this.#cost.isTimed ? draftMs : 0;
    if (!this.#gain.pays) this.#saved -= spentMs;
    const { factor } = this.#phase;
    const trusted = chances.map((chance) => Math.min(1, factor * chance));
    const size = this.#enlarge(chooseSize(trusted, msOf, spentMs), chances, msOf);
    this.#promised = chances.subarray(0, size).reduce((sum, chance) => sum + chance, 0);
    return size;
  }

  /** The size, or in a trial a larger one for which there is time saved. */
  #enlarge(size: number, chances: Float64Array, msOf: (numNodes: number) => number): number {
    if (!this.#isTrying) return size;
    const larger = Math.min(chances.length, Math.max(4, 2 * size));
    const extraMs = msOf(1 + larger) - msOf(1 + size);
    if (larger <= size || extraMs > this.#saved) return size;
    this.#saved -= extraMs;
    return larger;
  }

  took(step: SizedStep): void {
    const { numNodes, cachedLength, draftMs, numTokens, isDrafted } = step;
    this.#cost.observe(numNodes, cachedLength, step.forwardMs);
    if (!isDrafted) return;
    this.#phase.add(this.#promised, numTokens - 1);
    this.#isFirst = false;
    if (!this.#cost.isTimed) return;
    // Of the pass itself what is expected: one that was held up says nothing about drafts.
    const passMs = this.#cost.ms(numNodes, cachedLength);
    const plainMs = this.#cost.ms(1, cachedLength);
    this.#gain.add({ draftMs, numTokens, cost: (draftMs + passMs) / plainMs });
  }

  get #phase(): DraftTrust {
    return this.#isFirst ? this.#trust.first : this.#trust.later;
  }

  #msOf(cachedLength: number): (numNodes: number) => number {
    return (numNodes) => this.#cost.ms(numNodes, cachedLength);
  }
}
