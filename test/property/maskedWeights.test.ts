import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import { byteToy, type ByteToy } from "../support/byteToy";

const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(Array.from(text, (letter) => letter.charCodeAt(0)));

/** All texts of `length` letters. */
function textsOf(length: number): string[] {
  if (length === 0) return [""];
  return textsOf(length - 1).flatMap((text) => ["a", "b", "c"].map((letter) => text + letter));
}

/** P(a masking decoder writes `more` behind `held`), by following each of its choices. */
function enumerate({ bpe, language }: ByteToy, held: Uint8Array, more: Uint8Array): number {
  const text = Uint8Array.of(...held, ...more);
  const fits = (token: number, numSpelt: number, length: number): boolean =>
    bpe
      .bytesOf(token)
      .every((byte, i) => numSpelt + i >= length || byte === at(text, numSpelt + i));
  const below = (tokens: readonly number[], numSpelt: number): number => {
    if (numSpelt >= text.length) return 1;
    const row = language.probabilities(tokens);
    const isMasked = numSpelt < held.length;
    const admitted = Array.from(row.keys()).filter(
      (token) => !isMasked || (token !== bpe.end && fits(token, numSpelt, held.length)),
    );
    const divisor = admitted.reduce((sum, token) => sum + at(row, token), 0);
    let sum = 0;
    for (const token of admitted) {
      const p = at(row, token);
      if (p === 0 || token === bpe.end || !fits(token, numSpelt, text.length)) continue;
      sum += (p / divisor) * below([...tokens, token], numSpelt + bpe.bytesOf(token).length);
    }
    return sum;
  };
  return below([], 0);
}

const seeds = Array.from({ length: 12 }, (_, seed) => seed);

describe("the masked law on random vocabularies", () => {
  it.each(seeds)("is what following each choice of the decoder gives (%i)", async (seed) => {
    const one = byteToy(seed);
    for (const held of ["", "a", "bb", "cab", "abca"]) {
      for (const more of [...textsOf(0), ...textsOf(1), ...textsOf(2)]) {
        const log = await one.bytes.maskedLogProbability(
          one.language.prompt,
          bytesOf(held),
          bytesOf(more),
        );
        const expected = enumerate(one, bytesOf(held), bytesOf(more));
        expect(Math.abs(Math.exp(log) - expected)).toBeLessThan(1e-10);
      }
    }
  });

  it("is the model's own law where nothing is held, and another one elsewhere", async () => {
    let largestGap = 0;
    for (const seed of seeds) {
      const { language, bytes } = byteToy(seed);
      const { prompt } = language;
      const masked = async (held: string, more: string): Promise<number> =>
        Math.exp(await bytes.maskedLogProbability(prompt, bytesOf(held), bytesOf(more)));
      const own = async (text: string): Promise<number> =>
        Math.exp(await bytes.logProbability(prompt, bytesOf(text)));
      expect(await masked("", "abc")).toBeCloseTo(await own("abc"), 12);
      const gap = (await masked("ab", "ca")) - (await own("abca")) / (await own("ab"));
      largestGap = Math.max(largestGap, Math.abs(gap));
    }
    expect(largestGap).toBeGreaterThan(0.02);
  });
});
