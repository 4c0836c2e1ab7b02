import { invariant } from "../../src/core/errors";
import type { Vocabulary } from "../../src/core/tokens/vocabulary";
import { writesByEncoding } from "./writesByEncoding";

/** A vocabulary from a list: its marks take the first ids, its pieces of text the ids behind them. */
export class PieceVocabulary implements Vocabulary {
  readonly #marks: readonly string[];
  readonly #bytes: readonly Uint8Array[];

  constructor(parts: {
    readonly marks: readonly string[];
    readonly pieces: readonly (string | Uint8Array)[];
  }) {
    this.#marks = parts.marks;
    this.#bytes = [
      ...parts.marks.map(() => new Uint8Array(0)),
      ...parts.pieces.map((piece) =>
        typeof piece === "string" ? new TextEncoder().encode(piece) : piece,
      ),
    ];
  }

  get size(): number {
    return this.#bytes.length;
  }

  bytesOf(token: number): Uint8Array {
    return this.#bytes[token] ?? new Uint8Array(0);
  }

  isSpecial(token: number): boolean {
    return token < this.#marks.length;
  }

  /** Longest piece first, from left to right. */
  encode(text: string): Int32Array {
    const bytes = new TextEncoder().encode(text);
    const tokens: number[] = [];
    for (let start = 0; start < bytes.length;) {
      let best = -1;
      for (const [token, piece] of this.#bytes.entries()) {
        const fits = piece.length > 0 && piece.every((byte, i) => byte === bytes[start + i]);
        if (fits && (best < 0 || piece.length > this.bytesOf(best).length)) best = token;
      }
      invariant(best >= 0, "the pieces cannot spell this text");
      tokens.push(best);
      start += this.bytesOf(best).length;
    }
    return Int32Array.from(tokens);
  }

  writes(left: readonly number[], token: number): boolean {
    return writesByEncoding(this, left, token);
  }

  specialToken(name: string): number | undefined {
    const token = this.#marks.indexOf(name);
    return token < 0 ? undefined : token;
  }

  nameOf(token: number): string | undefined {
    return this.#marks[token];
  }
}

/** The token that ends a text in `pieceVocabulary`. */
export const END = 0;

/**
 * 32 tokens: two marks, pieces that begin one another, characters of two, three and four bytes whole and in parts, and a
 * byte that never begins a character.
 */
export const pieceVocabulary = new PieceVocabulary({
  marks: ["<end>", "<pad>"],
  pieces: [
    ...["a", "b", "c", "ab", "abc", "bc", "ca", "cab"],
    ...[" ", "\n", "  ", "\n  ", "(", ")", ");", ");\n", "{", "}"],
    ...["é", "€", "😀"],
    Uint8Array.of(0xc3),
    Uint8Array.of(0xa9),
    Uint8Array.of(0xe2),
    Uint8Array.of(0x82, 0xac),
    Uint8Array.of(0xf0, 0x9f),
    Uint8Array.of(0x98),
    Uint8Array.of(0x80),
    Uint8Array.of(0xff),
  ],
});
