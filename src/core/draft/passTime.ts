/** How fast the expected time follows the machine. */
const rate = 0.1;

/** How long a pass of a draft model takes, as the last ones did. */
export class PassTime {
  #ms: number | undefined;

  /** Expected milliseconds; `undefined` before the first pass that took any time. */
  get ms(): number | undefined {
    return this.#ms;
  }

  took(ms: number): void {
    if (ms > 0) this.#ms = (this.#ms ?? ms) + rate * (ms - (this.#ms ?? ms));
  }
}
