import { at } from "../at";
import { costCurve, costSizes, priorCurve, type CostPoint } from "./costCurve";

/** How fast the whole curve follows the machine, and how fast one of its sizes does: what others do on it slows down all of them. */
const scaleRate = 0.1;
const sizeRate = 0.05;

/** A pass that took longer or shorter than by this factor was held up by something else. */
const mostSurprise = 2;

/**
 * What a pass of the model costs, by the number of its nodes and of the rows in the cache: measured at the start or not at all, and
 * corrected by each pass that is made. More nodes never cost less.
 *
 * ms(n, L) = scale * (curve(n) + perRow * n * L): what attention costs grows with both.
 */
export class CostModel {
  /** [costSizes.length] cost of a pass over an empty cache, relative to the others. */
  readonly #curve: Float64Array;
  /** The same, made never to fall: what is told. */
  readonly #rising: Float64Array;
  readonly #perRow: number;
  #scale: number | undefined;

  /** @param points measured passes; without any, the curve has the form that is usual and no unit until the first pass */
  constructor(points: readonly CostPoint[] = []) {
    const { curve, perRow } = points.length === 0 ? priorCurve : costCurve(points);
    this.#curve = Float64Array.from(curve);
    this.#rising = new Float64Array(curve.length);
    this.#rise();
    this.#perRow = perRow;
    this.#scale = points.length === 0 ? undefined : 1;
  }

  /** Whether `ms` is in milliseconds; before anything was measured its numbers can only be compared with each other. */
  get isTimed(): boolean {
    return this.#scale !== undefined;
  }

  /** Expected milliseconds of a pass over `numNodes` nodes behind `cachedLength` rows. */
  ms(numNodes: number, cachedLength: number): number {
    return (this.#scale ?? 1) * this.#relative(numNodes, cachedLength);
  }

  /** Told what a pass took. Times of 0 say nothing. */
  observe(numNodes: number, cachedLength: number, ms: number): void {
    if (!(ms > 0)) return;
    if (this.#scale === undefined) {
      this.#scale = ms / this.#relative(numNodes, cachedLength);
      return;
    }
    const surprise = ms / this.ms(numNodes, cachedLength);
    const ratio = Math.min(mostSurprise, Math.max(1 / mostSurprise, surprise));
    this.#scale *= ratio ** scaleRate;
    const { lower, share } = placeOf(numNodes);
    this.#correct(lower, ratio ** (sizeRate * (1 - share)));
    this.#correct(lower + 1, ratio ** (sizeRate * share));
    this.#rise();
  }

  #correct(index: number, factor: number): void {
    this.#curve[index] = at(this.#curve, index) * factor;
  }

  #relative(numNodes: number, cachedLength: number): number {
    const { lower, share } = placeOf(numNodes);
    const above = at(this.#rising, lower + 1);
    const below = at(this.#rising, lower);
    return below + share * (above - below) + this.#perRow * numNodes * cachedLength;
  }

  #rise(): void {
    let highest = 0;
    for (const [index, cost] of this.#curve.entries()) {
      highest = Math.max(highest, cost);
      this.#rising[index] = highest;
    }
  }
}

/** Between which two sizes a number of nodes lies, and how far up; `share` is above 1 behind the last size. */
function placeOf(numNodes: number): { readonly lower: number; readonly share: number } {
  const next = costSizes.findIndex((size) => size > numNodes);
  const lower = (next < 0 ? costSizes.length - 1 : Math.max(1, next)) - 1;
  const from = at(costSizes, lower);
  return { lower, share: (numNodes - from) / (at(costSizes, lower + 1) - from) };
}
