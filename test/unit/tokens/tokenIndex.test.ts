import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TokenIndex } from "../../../src/core/tokens/tokenIndex";
import { encodeUtf8 } from "../../../src/core/tokens/utf8";
import { pieceVocabulary } from "../../support/pieceVocabulary";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabularies = [pieceVocabulary, new ToyVocabulary()];

describe("TokenIndex", () => {
  it.each([
    ["cons", ["cons", "const"]],
    [" ", [" ", "  ", "    ", " foo", " retu", " return"]],
    ["const", ["const"]],
    ["constant", []],
  ])("finds the tokens that begin with %j", (prefix, spelt) => {
    const vocabulary = new ToyVocabulary();
    const found = new TokenIndex(vocabulary).withPrefix(encodeUtf8(prefix));
    const texts = Array.from(found, (token) => String.fromCharCode(...vocabulary.bytesOf(token)));
    expect(texts).toEqual(spelt);
  });

  it("finds what a scan of the vocabulary finds", () => {
    for (const vocabulary of vocabularies) {
      const index = new TokenIndex(vocabulary);
      const textTokens = Array.from({ length: vocabulary.size }, (_, token) => token).filter(
        (token) => vocabulary.bytesOf(token).length > 0,
      );
      const bytes = fc.oneof(
        fc.uint8Array({ maxLength: 3 }),
        fc.constantFrom(...textTokens.map((token) => vocabulary.bytesOf(token))),
      );
      fc.assert(
        fc.property(bytes, (prefix) => {
          const begins = (token: number): boolean =>
            prefix.every((byte, i) => vocabulary.bytesOf(token)[i] === byte);
          const longer = textTokens.filter(begins);
          expect(Array.from(index.withPrefix(prefix)).sort((a, b) => a - b)).toEqual(longer);
          const exact = longer.filter(
            (token) => vocabulary.bytesOf(token).length === prefix.length,
          );
          expect(Array.from(index.spelling(prefix))).toEqual(exact);
        }),
        { seed: 4, numRuns: 200 },
      );
    }
  });
});
