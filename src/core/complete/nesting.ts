const closerOf: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** What a text has opened and not closed. A quote counts as closed by the next one of its kind. */
export class Nesting {
  readonly #closers: string[] = [];
  #quote: string | undefined;

  get isClosed(): boolean {
    return this.#quote === undefined && this.#closers.length === 0;
  }

  add(character: string): void {
    if (this.#quote !== undefined) {
      if (character === this.#quote) this.#quote = undefined;
    } else if (`"'\``.includes(character)) {
      this.#quote = character;
    } else if (character === this.#closers.at(-1)) {
      this.#closers.pop();
    } else {
      const closer = closerOf[character];
      if (closer !== undefined) this.#closers.push(closer);
    }
  }
}
