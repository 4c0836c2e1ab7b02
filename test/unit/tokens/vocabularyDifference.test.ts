import { describe, expect, it } from "vitest";
import { vocabularyDifference } from "../../../src/core/tokens/vocabularyDifference";
import { PieceVocabulary, pieceVocabulary } from "../../support/pieceVocabulary";

const vocabulary = (
  marks: readonly string[],
  pieces: readonly (string | Uint8Array)[],
): PieceVocabulary => new PieceVocabulary({ marks, pieces });

const base = vocabulary(["<end>"], ["a", "b", ""]);

describe("the difference of two vocabularies", () => {
  it("is none where sizes, bytes and names are the same", () => {
    expect(vocabularyDifference(pieceVocabulary, pieceVocabulary)).toBeUndefined();
    const copy = vocabulary(["<end>"], ["a", "b", ""]);
    expect(vocabularyDifference(base, copy)).toBeUndefined();
  });

  it.each([
    [vocabulary(["<end>"], ["a", "b"]), "have 4 and 3 tokens"],
    [vocabulary(["<end>"], ["a", "c", ""]), "mean the bytes 98 and the bytes 99 by token 2"],
    [vocabulary(["<end>"], ["a", "bb", ""]), "mean the bytes 98 and the bytes 98 98 by token 2"],
    [vocabulary(["<stop>"], ["a", "b", ""]), "mean the mark <end> and the mark <stop> by token 0"],
    [vocabulary(["<end>", "<pad>"], ["b", ""]), "mean the bytes 97 and the mark <pad> by token 1"],
    [vocabulary(["<end>"], ["a", "b", "c"]), "mean nothing and the bytes 99 by token 3"],
  ])("is named", (other, sentence) => {
    expect(vocabularyDifference(base, other)).toBe(sentence);
  });
});
