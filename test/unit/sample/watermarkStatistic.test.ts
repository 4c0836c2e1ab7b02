import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import { detectWatermark } from "../../../src/core/sample/detectWatermark";
import { WatermarkNoise } from "../../../src/core/sample/watermarkNoise";
import { watermarkStatistic } from "../../../src/core/sample/watermarkStatistic";
import { seededRandom } from "../../support/randomTree";

const length = 7;

/** As it is defined: every block against every place. */
function byDefinition(tokens: Int32Array, noise: WatermarkNoise, blockTokens: number): number {
  const size = Math.min(blockTokens, tokens.length);
  let best = Number.POSITIVE_INFINITY;
  for (let block = 0; block + size <= tokens.length; block++) {
    for (let place = 0; place < length; place++) {
      let sum = 0;
      for (let i = 0; i < size; i++) {
        sum += Math.log(1 - noise.uniform(place + i, at(tokens, block + i)));
      }
      best = Math.min(best, sum);
    }
  }
  return best;
}

describe("watermarkStatistic", () => {
  it.each([1, 3, 10, 99])("is the best sum over blocks of %i tokens", (blockTokens) => {
    const random = seededRandom(blockTokens);
    const noise = new WatermarkNoise("key", { length });
    for (let size = 1; size < 25; size += 4) {
      const tokens = Int32Array.from({ length: size }, () => Math.floor(9 * random()));
      const found = watermarkStatistic(tokens, noise, { blockTokens });
      expect(found).toBeCloseTo(byDefinition(tokens, noise, blockTokens), 9);
    }
  });

  it("needs a token", () => {
    const noise = new WatermarkNoise("key");
    expect(() => watermarkStatistic(new Int32Array(0), noise, { blockTokens: 1 })).toThrow(
      "a statistic needs a token",
    );
  });
});

describe("WatermarkNoise", () => {
  it("is a function of key, place and token, and comes round after its length", () => {
    const noise = new WatermarkNoise("key", { shift: 3 });
    expect(noise.length).toBe(256);
    expect(noise.gumbel(5, 8)).toBe(new WatermarkNoise("key").gumbel(8, 8));
    expect(noise.gumbel(5 + 256, 8)).toBe(noise.gumbel(5, 8));
    expect(noise.gumbel(5, 8)).not.toBe(noise.gumbel(6, 8));
    expect(noise.gumbel(5, 8)).not.toBe(noise.gumbel(5, 9));
    const keys = ["", "key", "kez", "yek", "key ", "a longer key with an é"];
    const draws = keys.map((key) => new WatermarkNoise(key, { shift: 3 }).gumbel(5, 8));
    expect(new Set(draws).size).toBe(keys.length);
  });
});

describe("detectWatermark", () => {
  const tokens = Int32Array.of(4, 2, 4, 1);

  it("counts the fresh keys that fit at least as well, and the key itself", async () => {
    const test = { key: "key", numNullKeys: 19, blockTokens: 4, keyLength: length };
    const { pValue, numNullKeys } = await detectWatermark(tokens, test);
    expect(numNullKeys).toBe(19);
    expect(pValue * 20).toBeCloseTo(Math.round(pValue * 20), 12);
    expect(pValue).toBeGreaterThanOrEqual(1 / 20);
    expect(pValue).toBeLessThanOrEqual(1);
  });

  it("ends when its caller has enough, with a value of what was done", async () => {
    let numLeft = 3;
    const wantsMore = (): Promise<boolean> => Promise.resolve(--numLeft > 0);
    const test = { key: "key", numNullKeys: 9, blockTokens: 4, wantsMore };
    const { pValue, numNullKeys } = await detectWatermark(tokens, test);
    expect(numNullKeys).toBe(3);
    expect(pValue * 4).toBeCloseTo(Math.round(pValue * 4), 12);
  });
});
