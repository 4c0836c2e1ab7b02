import { describe, expect, it } from "vitest";
import { tokenLabel } from "../../../src/core/trace/tokenLabel";
import { PieceVocabulary } from "../../support/pieceVocabulary";

const vocabulary = new PieceVocabulary({
  marks: ["<end>"],
  pieces: [
    " count",
    "é€",
    "\ufffd",
    Uint8Array.of(0xe2, 0x82),
    Uint8Array.of(0xac, 0x61),
    Uint8Array.of(0x61, 0xff),
  ],
});

describe("tokenLabel", () => {
  it.each([
    [0, 0, "<end>"],
    [1, 0, " count"],
    [1, 3, "unt"],
    [2, 0, "é€"],
    [2, 2, "€"],
    // The character itself, and not a sign of something broken.
    [3, 0, "\ufffd"],
    [4, 0, "\\xE2\\x82"],
    [5, 0, "\\xACa"],
    [6, 0, "a\\xFF"],
  ])("shows token %i without its first %i bytes as %j", (token, numSkipped, label) => {
    expect(tokenLabel(vocabulary, token, numSkipped)).toBe(label);
  });
});
