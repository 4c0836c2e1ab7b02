import { insertionOf } from "../../src/extension/insertion";

const closerOf: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * A text editor as far as somebody who types sees it: it closes brackets, lets them be typed over, indents lines, and puts suggestions
 * in, whole or in part.
 */
export class TypistEditor {
  prefix: string;
  /** Closers that the editor added. They stand before the rest of the document. */
  #added = "";
  readonly #rest: string;

  constructor(prefix: string, rest: string) {
    this.prefix = prefix;
    this.#rest = rest;
  }

  get suffix(): string {
    return this.#added + this.#rest;
  }

  type(character: string): void {
    if (character === this.#added.charAt(0)) {
      this.stepOver(1);
    } else if (character === "\n") {
      this.#enter();
    } else {
      this.prefix += character;
      this.#added = (closerOf[character] ?? "") + this.#added;
    }
  }

  deleteLeft(): void {
    this.prefix = this.prefix.slice(0, -1);
  }

  /** Puts in the beginning of a suggestion that was made here. */
  take(suggestion: string, length: number): void {
    const isWhole = length === suggestion.length;
    const numAfter = isWhole ? insertionOf(suggestion, this).numAfter : 0;
    this.prefix += suggestion.slice(0, length);
    this.#added = this.#added.slice(numAfter);
  }

  /** Moves the cursor to the right, over what the editor added. */
  stepOver(length: number): void {
    this.prefix += this.#added.slice(0, length);
    this.#added = this.#added.slice(length);
  }

  get added(): string {
    return this.#added;
  }

  /** Deletes what the editor added. */
  clearAdded(): void {
    this.#added = "";
  }

  #enter(): void {
    const lineStart = this.prefix.lastIndexOf("\n") + 1;
    const line = this.prefix.slice(lineStart);
    const [indentation = ""] = /^ */.exec(line) ?? [];
    // A line that holds nothing but its indentation loses it.
    if (line === indentation) this.prefix = this.prefix.slice(0, lineStart);
    const isBetween = /[{([]$/.test(line);
    if (isBetween && /^[})\]]/.test(this.#added)) this.#added = `\n${indentation}${this.#added}`;
    this.prefix += `\n${indentation}${isBetween ? "  " : ""}`;
  }
}
