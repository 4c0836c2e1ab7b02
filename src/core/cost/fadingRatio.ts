/** The ratio of two sums of which old parts fade, so that it follows what changes. */
export class FadingRatio {
  readonly #rate: number;
  #of: number;
  #per: number;

  /**
   * @param rate how much of the sums fades with each part that is added: about the last `1 / rate` parts count
   * @param start what is believed before the first, and how firmly: as firmly as after parts whose second numbers sum up to `per`
   */
  constructor(rate: number, start: { readonly value: number; readonly per: number }) {
    this.#rate = rate;
    this.#of = start.value * start.per;
    this.#per = start.per;
  }

  get value(): number {
    return this.#of / this.#per;
  }

  /** Sums and not a mean of ratios, in which a large part would count no more than a small one. */
  add(of: number, per: number): void {
    this.#of = (1 - this.#rate) * this.#of + of;
    this.#per = (1 - this.#rate) * this.#per + per;
  }

  /** Moves half of the way to another value. */
  halfwayTo(value: number): void {
    this.#of = (this.#of + value * this.#per) / 2;
  }
}
