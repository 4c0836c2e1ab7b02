/** A mean of which old values fade. At first it is a plain one, so that a single value that is far off is soon forgotten. */
export class FadingMean {
  readonly #rate: number;
  #value = 0;
  #num = 0;

  /** @param rate how much a value counts: about the last `1 / rate` do */
  constructor(rate: number) {
    this.#rate = rate;
  }

  /** 0 before the first. */
  get value(): number {
    return this.#value;
  }

  add(value: number): void {
    this.#num += 1;
    this.#value += Math.max(this.#rate, 1 / this.#num) * (value - this.#value);
  }
}
