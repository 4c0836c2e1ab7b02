import type { OpenText } from "../../src/extension/learn/openText";

/** A document that the test edits. */
export class FakeDocument implements OpenText {
  readonly id: string;
  readonly file: string;
  numReads = 0;
  #text: string;

  constructor(id: string, text: string) {
    this.id = id;
    this.file = id.replace(/#.*/, "");
    this.#text = text;
  }

  edit(text: string): void {
    this.#text = text;
  }

  text(): string {
    this.numReads++;
    return this.#text;
  }
}
