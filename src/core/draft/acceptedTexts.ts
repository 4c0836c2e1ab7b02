/** Tokens of suggestions that were accepted, to draft from. */
export class AcceptedTexts {
  readonly #texts: Int32Array[] = [];

  add(tokens: Int32Array): void {
    this.#texts.push(tokens);
  }
}
