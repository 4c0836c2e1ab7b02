import type { TextBounds } from "../../src/core/constrain/constrainText";
import { END, pieceVocabulary } from "./pieceVocabulary";

/** Bounds over the piece vocabulary: nothing held, no stop but the end token, with what the test says otherwise. */
export function textBounds(changes: Partial<TextBounds> = {}): TextBounds {
  return {
    vocabulary: pieceVocabulary,
    endTokens: new Set([END]),
    stopRule: { check: () => undefined },
    numHeldBytes: 0,
    ...changes,
  };
}
