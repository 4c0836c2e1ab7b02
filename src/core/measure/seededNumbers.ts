import { threefry2x32Into } from "../sample/threefry";
import { uniformOf } from "../sample/uniform";

/** Numbers in (0, 1) that follow from a seed alone: the same places and the same order for the same file. */
export class SeededNumbers {
  readonly #key: readonly [number, number];
  readonly #words = new Uint32Array(2);
  #count = 0;

  constructor(seed: number) {
    this.#key = [seed | 0, 0x6d656173];
  }

  next(): number {
    threefry2x32Into(this.#words, this.#key, [this.#count++, 0]);
    return uniformOf(this.#words);
  }

  /** In an order of its own (Fisher and Yates). */
  shuffled<T>(items: readonly T[]): readonly T[] {
    const rest = [...items];
    const order: T[] = [];
    while (rest.length > 0) order.push(...rest.splice(Math.floor(this.next() * rest.length), 1));
    return order;
  }
}
