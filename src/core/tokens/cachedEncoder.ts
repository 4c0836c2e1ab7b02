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
  readonly #maxPieces: number;
  /** In order of last use, oldest first. */
  readonly #pieces = new Map<string, Int32Array>();

  constructor(vocabulary: Vocabulary, maxPieces = defaultMaxPieces) {
    this.#vocabulary = vocabulary;
    this.#maxPieces = maxPieces;
  }

  encode(text: string): Int32Array {
    const parts: Int32Array[] = [];
    let start = 0;
    for (const end of pieceEnds(text)) {
      parts.push(this.#encodePiece(text.slice(start, end)));
      start = end;
    }
    return concatTokens(parts);
  }

  #encodePiece(piece: string): Int32Array {
    const known = this.#pieces.get(piece);
    const tokens = known ?? this.#vocabulary.encode(piece);
    if (known !== undefined) this.#pieces.delete(piece);
    this.#pieces.set(piece, tokens);
    if (this.#pieces.size > this.#maxPieces) {
      for (const oldest of this.#pieces.keys()) {
        this.#pieces.delete(oldest);
        break;
      }
    }
    return tokens;
  }
}

/**
 * Ends of the pieces of `text`, the last of them its length: the last word end of each line that leaves a piece long enough.
 */
function* pieceEnds(text: string): Generator<number> {
  let start = 0;
  let lineStart = 0;
  for (let lineEnd = text.indexOf("\n"); lineEnd !== -1; lineEnd = text.indexOf("\n", lineStart)) {
    for (let end = lineEnd; end > lineStart && end >= start + minPieceLength; end--) {
      if (!isWordEnd(text, end)) continue;
      yield end;
      start = end;
      break;
    }
    lineStart = lineEnd + 1;
  }
  if (start < text.length) yield text.length;
}
