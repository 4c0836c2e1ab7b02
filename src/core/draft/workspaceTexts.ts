/** Tokens of other texts of the project, to draft from. */
export class WorkspaceTexts {
  readonly #texts = new Map<string, Int32Array>();

  /** Takes `tokens` for the text of that name, in place of what was there. */
  set(name: string, tokens: Int32Array): void {
    this.#texts.set(name, tokens);
  }

  delete(name: string): void {
    this.#texts.delete(name);
  }
}
