import { PieceVocabulary } from "./pieceVocabulary";

/**
 * Another vocabulary with the marks of `ToyVocabulary` and other tokens: every byte, and words that reach over the ends of the toy's.
 * Longest piece first, so its tokens may change with what follows.
 */
export const wordyVocabulary = new PieceVocabulary({
  marks: ["<end>", "<prefix>", "<suffix>", "<middle>", "<file>"],
  pieces: [
    ...Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte)),
    ...["re", "turn ", "return", "return foo", "const ", "let x", " = ", "(foo", "abc", "12", "é;"],
    ...["  ", "\n  ", ";\n", "{\n  "],
  ],
});
