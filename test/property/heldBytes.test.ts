import fc from "fast-check";
import { expect, it } from "vitest";
import { heldBytes } from "../../src/core/constrain/heldBytes";
import { TokenIndex } from "../../src/core/tokens/tokenIndex";
import { fixedRuns } from "../support/arbitraries";
import { checkConstraint } from "../support/laws/constraintLaws";
import { PieceVocabulary, pieceVocabulary } from "../support/pieceVocabulary";

const vocabSize = pieceVocabulary.size;
const tokens = Array.from({ length: vocabSize }, (_, token) => token);
const texts = fc.string({
  unit: fc.constantFrom("a", "b", "c", " ", "\n", "(", ")", "é", "😀"),
  maxLength: 5,
});

function speltBy(sequence: readonly number[]): number[] {
  return sequence.flatMap((token) => Array.from(pieceVocabulary.bytesOf(token)));
}

/** Whether the shorter of two byte strings begins the longer. */
function agree(a: readonly number[], b: readonly number[]): boolean {
  return a.slice(0, b.length).every((byte, i) => byte === b[i]);
}

it("admits, after any admitted tokens, exactly the text tokens that keep to the held bytes", () => {
  fc.assert(
    fc.property(texts, fc.array(fc.nat(1000), { maxLength: 8 }), (text, choices) => {
      const held = Array.from(new TextEncoder().encode(text));
      const constraint = heldBytes(Uint8Array.from(held), pieceVocabulary);
      let state = constraint.start();
      const sequence: number[] = [];
      for (const choice of choices) {
        const isFree = speltBy(sequence).length >= held.length;
        expect(constraint.isFree(state)).toBe(isFree);
        const admitted = tokens.filter((token) => constraint.admits(state, token));
        const expected = tokens.filter((token) => {
          if (isFree) return true;
          return (
            pieceVocabulary.bytesOf(token).length > 0 && agree(speltBy([...sequence, token]), held)
          );
        });
        expect(admitted).toEqual(expected);
        const token = admitted[choice % admitted.length];
        if (token === undefined) return;
        sequence.push(token);
        state = constraint.next(state, token);
      }
    }),
    fixedRuns(300),
  );
});

it("obeys the laws of constraints", () => {
  checkConstraint(heldBytes(new TextEncoder().encode("cab é"), pieceVocabulary), vocabSize);
});

it("says of all tokens in sequence that are the only ones admitted that they are forced, and of no others", () => {
  const strings = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.uniqueArray(strings, { maxLength: 8 }),
      fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 6 }),
      fc.nat(5),
      (pieces, text, numSpelt) => {
        const vocabulary = new PieceVocabulary({ marks: ["<end>"], pieces: [...pieces, ""] });
        const index = new TokenIndex(vocabulary);
        const held = new TextEncoder().encode(text);
        const constraint = heldBytes(held, vocabulary, index);
        const state = Math.min(numSpelt, held.length);
        const expected: number[] = [];
        for (let behind = state; !constraint.isFree(behind);) {
          const admitted = Array.from({ length: vocabulary.size }, (_, token) => token).filter(
            (token) => constraint.admits(behind, token),
          );
          const [only] = admitted;
          if (admitted.length !== 1 || only === undefined) break;
          expected.push(only);
          behind = constraint.next(behind, only);
        }
        expect(constraint.forced?.(state) ?? []).toEqual(expected);
      },
    ),
    fixedRuns(500),
  );
});

it("obeys the laws of constraints where it forces tokens", () => {
  const bytes = new PieceVocabulary({
    marks: ["<end>"],
    pieces: Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte)),
  });
  const held = new TextEncoder().encode("é€");
  const constraint = heldBytes(held, bytes, new TokenIndex(bytes));
  expect(constraint.forced?.(0)).toHaveLength(5);
  checkConstraint(constraint, bytes.size);
});
