import { describe, expect, it } from "vitest";
import { heldBytes } from "../../../src/core/constrain/heldBytes";
import { encodeUtf8 } from "../../../src/core/tokens/utf8";
import { PieceVocabulary } from "../../support/pieceVocabulary";

const vocabulary = new PieceVocabulary({
  marks: ["<end>"],
  pieces: ["con", "cons", "console", "c", "s", "st", "sole", "t", "on", ""],
});
const token = (piece: string): number => vocabulary.encode(piece)[0] ?? -1;
const held = heldBytes(encodeUtf8("cons"), vocabulary);

describe("heldBytes", () => {
  it.each([
    { numSpelt: 0, admitted: ["c", "con", "cons", "console"] },
    { numSpelt: 1, admitted: ["on"] },
    { numSpelt: 3, admitted: ["s", "sole", "st"] },
  ])(
    "admits tokens that agree with what is left after $numSpelt bytes",
    ({ numSpelt, admitted }) => {
      const pieces = ["con", "cons", "console", "c", "s", "st", "sole", "t", "on"];
      expect(pieces.filter((piece) => held.admits(numSpelt, token(piece))).sort()).toEqual(
        admitted,
      );
    },
  );

  it("admits neither marks nor empty tokens while bytes are held", () => {
    const empty = vocabulary.size - 1;
    expect(held.admits(0, 0)).toBe(false);
    expect(held.admits(0, empty)).toBe(false);
  });

  it("counts the bytes spelt and is free after the last", () => {
    expect(held.start()).toBe(0);
    expect(held.isFree(held.start())).toBe(false);
    const afterCon = held.next(held.start(), token("con"));
    expect(afterCon).toBe(3);
    const afterSole = held.next(afterCon, token("sole"));
    expect(held.isFree(afterSole)).toBe(true);
    expect(held.admits(afterSole, 0)).toBe(true);
  });

  it("is free from the start when nothing is held", () => {
    const nothing = heldBytes(new Uint8Array(0), vocabulary);
    expect(nothing.isFree(nothing.start())).toBe(true);
  });
});
