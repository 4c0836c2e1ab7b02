import fc from "fast-check";
import { expect, it } from "vitest";
import { heldBytes } from "../../src/core/constrain/heldBytes";
import { fixedRuns } from "../support/arbitraries";
import { checkConstraint } from "../support/laws/constraintLaws";
import { pieceVocabulary } from "../support/pieceVocabulary";

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
