import { concatTokens } from "../tokens/concatTokens";
import { commentedPiece } from "./commentedPiece";
import type { ContextPiece } from "./contextPiece";
import { OwnOutline, type ShownDocument } from "./ownOutline";
import { selectPieces } from "./selectPieces";

/** What stands in a prompt besides the text around the cursor. */
export interface ShownContext {
  /** Text of other files, see `PromptParts`. */
  readonly others: Int32Array;
  /** What the document holds where its window does not reach. */
  readonly outline: Int32Array;
}

/** Where the window does not show all of the document, its outline has this share of the room. */
const outlineShare = 0.25;

const noTokens = new Int32Array(0);

export const noContext: ShownContext = { others: noTokens, outline: noTokens };

/** Chooses what a model is shown besides the text around the cursor, and puts it into tokens. */
export class ContextTokens {
  readonly #encode: (text: string) => Int32Array;
  readonly #fileMark: number | undefined;
  readonly #outline = new OwnOutline();

  /** @param fileMark what stands before a path, for models that know other files by it */
  constructor(encode: (text: string) => Int32Array, fileMark: number | undefined) {
    this.#encode = encode;
    this.#fileMark = fileMark;
  }

  /**
   * @param pieces the most lasting one first
   * @param maxTokens of all that comes back
   */
  of(document: ShownDocument, pieces: readonly ContextPiece[], maxTokens: number): ShownContext {
    const { path, whole, window } = document;
    if (maxTokens <= 0) return noContext;
    const isWhole =
      window.prefix.length === whole.prefix.length && window.suffix.length === whole.suffix.length;
    // Whatever it takes of that, so that the others stay as they are when it changes.
    const outlineTokens = isWhole ? 0 : Math.floor(maxTokens * outlineShare);
    const others = selectPieces(pieces, {
      window: window.prefix + window.suffix,
      maxTokens: maxTokens - outlineTokens,
      tokensOf: (piece) => this.#tokensOf(piece, path),
    });
    const outline = this.#outline.textOf(
      document,
      outlineTokens,
      (text) => this.#encode(text).length,
    );
    return { others: concatTokens(others), outline: this.#encode(outline) };
  }

  #tokensOf(piece: ContextPiece, path: string): Int32Array {
    if (this.#fileMark === undefined) return this.#encode(commentedPiece(piece, path));
    return concatTokens([
      Int32Array.of(this.#fileMark),
      this.#encode(`${piece.path}\n`),
      this.#encode(piece.text),
    ]);
  }
}
