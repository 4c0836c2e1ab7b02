import { RecentlyUsed } from "../recentlyUsed";
import { concatTokens } from "./concatTokens";
import type { Vocabulary } from "./vocabulary";
import { isWordEnd } from "./wordEnd";

/** Pieces shorter than this are not worth a look-up of their own. */
const minPieceLength = 16;

/** About 2 MB at 40 characters and 12 tokens a piece. */
const defaultMaxPieces = 8192;

/**
 * Encodes text that is mostly the text of the last request. Gives what `vocabulary.encode` gives, but tokenises only the
 * lines it has not seen lately: the text is cut into pieces at word ends near the ends of lines, where no tokeniser of code
 * joins what is before and after. On 2 cores 4,000 characters of code take 3.5 ms, and 0.07 ms when only their last character is new.
 */
export class CachedEncoder {
  readonly #vocabulary: Vocabulary;
  readonly #pieces: RecentlyUsed<Int32Array>;

  constructor(vocabulary: Vocabulary, maxPieces = defaultMaxPieces) {
    this.#vocabulary = vocabulary;
    this.#pieces = new RecentlyUsed(maxPieces);
  }

  encode(text: string): Int32Array {
    return concatTokens([...this.pieces(text)]);
  }

  /** The tokens of `text` piece by piece, a line or a few of them each, for whoever must not take long at once. */
  *pieces(text: string): Generator<Int32Array, void> {
    let start = 0;
    for (const end of this.#pieceEnds(text)) {
      const piece = text.slice(start, end);
      yield this.#pieces.get(piece, () => this.#vocabulary.encode(piece));
      start = end;
    }
  }

  /**
   * Ends of the pieces of `text`, the last of them its length: the last word end of each line that leaves a piece long enough.
   */
  *#pieceEnds(text: string): Generator<number> {
    let start = 0;
    let lineStart = 0;
    for (
      let lineEnd = text.indexOf("\n");
      lineEnd !== -1;
      lineEnd = text.indexOf("\n", lineStart)
    ) {
      for (let end = lineEnd; end > lineStart && end >= start + minPieceLength; end--) {
        if (!isWordEnd(text, end) || this.#joins(text, end)) continue;
        yield end;
        start = end;
        break;
      }
      lineStart = lineEnd + 1;
    }
    if (start < text.length) yield text.length;
  }

  #joins(text: string, end: number): boolean {
    return this.#vocabulary.joins?.(text.charAt(end - 1), text.charAt(end)) ?? false;
  }
}
