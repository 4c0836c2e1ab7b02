import { at } from "../../src/core/at";
import type { Vocabulary } from "../../src/core/tokens/vocabulary";
import { seededRandom } from "./randomTree";

/**
 * A random byte-level BPE over the letters a, b, c, without a pre-tokeniser: small enough for all its texts to be listed. The
 * last token ends the text. What is canonical is decided by encoding, the definition itself.
 */
export class ToyBpe implements Vocabulary {
  readonly size: number;
  readonly end: number;
  readonly #bytes: Uint8Array[];
  /** Id of the merged token by "left,right"; a lower id merges first. */
  readonly #merges = new Map<string, number>();

  constructor(options: { readonly seed: number; readonly numMerges: number }) {
    const random = seededRandom(options.seed);
    this.#bytes = Array.from("abc", (letter) => Uint8Array.of(letter.charCodeAt(0)));
    while (this.#merges.size < options.numMerges) {
      const left = Math.floor(random() * this.#bytes.length);
      const right = Math.floor(random() * this.#bytes.length);
      const bytes = Uint8Array.of(...this.bytesOf(left), ...this.bytesOf(right));
      const isNew = !this.#bytes.some((known) => String(known) === String(bytes));
      if (!isNew || bytes.length > 4) continue;
      this.#merges.set(`${String(left)},${String(right)}`, this.#bytes.length);
      this.#bytes.push(bytes);
    }
    this.end = this.#bytes.length;
    this.size = this.end + 1;
  }

  bytesOf(token: number): Uint8Array {
    return this.#bytes[token] ?? new Uint8Array(0);
  }

  isSpecial(token: number): boolean {
    return token === this.end;
  }

  specialToken(): number | undefined {
    return undefined;
  }

  nameOf(token: number): string | undefined {
    return token === this.end ? "<end>" : undefined;
  }

  encode(text: string): Int32Array {
    return Int32Array.from(
      this.encodeBytes(Uint8Array.from(Array.from(text, (unit) => unit.charCodeAt(0)))),
    );
  }

  /** Merges the pair of the lowest rank, leftmost first, until there is none. */
  encodeBytes(bytes: Uint8Array): number[] {
    const tokens = Array.from(bytes, (byte) => byte - 97);
    for (;;) {
      let best = Infinity;
      let place = -1;
      for (let i = 0; i + 1 < tokens.length; i++) {
        const pair = `${String(tokens[i])},${String(tokens[i + 1])}`;
        const merged = this.#merges.get(pair) ?? Infinity;
        if (merged < best) [best, place] = [merged, i];
      }
      if (place === -1) return tokens;
      tokens.splice(place, 2, best);
    }
  }

  writes(left: readonly number[], token: number): boolean {
    if (this.isSpecial(token)) return false;
    const tokens = [...left, token];
    const bytes = Uint8Array.from(tokens.flatMap((part) => Array.from(this.bytesOf(part))));
    const canonical = this.encodeBytes(bytes);
    return (
      canonical.length === tokens.length && tokens.every((part, i) => at(canonical, i) === part)
    );
  }
}
