import type { TextBounds } from "../../src/core/constrain/constrainText";
import { END, pieceVocabulary } from "./pieceVocabulary";
import { noStop } from "../../src/core/decode/stopRule";

/** Bounds over the piece vocabulary: nothing held, no stop but the end token, with what the test says otherwise. */
export function textBounds(changes: Partial<TextBounds> = {}): TextBounds {
  return {
    vocabulary: pieceVocabulary,
    endTokens: new Set([END]),
    stopRule: noStop,
    numHeldBytes: 0,
    ...changes,
  };
}
