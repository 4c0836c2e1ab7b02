import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import { END_OF_TEXT } from "../../src/core/heal/byteModel";
import { byteToy } from "../support/byteToy";
import { bruteForce } from "../support/canonicalModel";

/** All texts of up to `length` letters. */
function textsUpTo(length: number): Uint8Array[] {
  let longest: Uint8Array[] = [new Uint8Array(0)];
  const all = [...longest];
  for (let n = 1; n <= length; n++) {
    longest = longest.flatMap((text) => [97, 98, 99].map((byte) => Uint8Array.of(...text, byte)));
    all.push(...longest);
  }
  return all;
}

const seeds = Array.from({ length: 12 }, (_, seed) => seed);

describe("ByteModel on random vocabularies", () => {
  it.each(seeds)("sums covers to what brute force sums over all sequences (%i)", async (seed) => {
    const { bpe, language, bytes } = byteToy(seed);
    for (const text of textsUpTo(4)) {
      const log = await bytes.logProbability(language.prompt, text);
      expect(Math.abs(Math.exp(log) - bruteForce(bpe, language, text))).toBeLessThan(1e-10);
    }
  });

  it.each(seeds)("gives the next byte its brute-force probability (%i)", async (seed) => {
    const { bpe, language, bytes } = byteToy(seed);
    for (const text of textsUpTo(3)) {
      const whole = bruteForce(bpe, language, text);
      if (whole === 0) continue;
      const next = await bytes.nextByteDistribution(language.prompt, text);
      for (const byte of [97, 98, 99]) {
        const expected = bruteForce(bpe, language, Uint8Array.of(...text, byte)) / whole;
        expect(Math.abs(at(next, byte) - expected)).toBeLessThan(1e-10);
      }
      const end = bruteForce(bpe, language, text, true) / whole;
      expect(Math.abs(at(next, END_OF_TEXT) - end)).toBeLessThan(1e-10);
      expect(next.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
    }
  });

  it("multiplies: P(y | x) is P(xy) / P(x), wherever x ends", async () => {
    for (const seed of seeds) {
      const { language, bytes } = byteToy(seed);
      const text = Uint8Array.from(Array.from("abcabcab", (letter) => letter.charCodeAt(0)));
      let log = 0;
      for (let length = 0; length < text.length; length++) {
        const next = await bytes.nextByteDistribution(language.prompt, text.subarray(0, length));
        log += Math.log(at(next, at(text, length)));
        const whole = await bytes.logProbability(language.prompt, text.subarray(0, length + 1));
        expect(log).toBeCloseTo(whole, 9);
      }
    }
  });

  it("spends one pass on a prefix, whatever its length", async () => {
    const { language, bytes } = byteToy(3);
    await bytes.logProbability(language.prompt, Uint8Array.of(97, 98, 99, 97, 98));
    expect(language.model.numForwards).toBe(1);
    expect(language.model.numFullRows).toBe(0);
  });
});
