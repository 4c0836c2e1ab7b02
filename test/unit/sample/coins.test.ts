import { describe, expect, it } from "vitest";
import { DRAFT_STREAM, happens, KeyedCoins, VERIFY_STREAM } from "../../../src/core/sample/coins";
import { chiSquareP } from "../../support/chiSquare";

/** Draws of a hundred coins, as one text. */
function hundred(seed: number, stream: number, place: number): string {
  const coins = new KeyedCoins(seed, stream, place);
  return Array.from({ length: 100 }, () => coins.draw([1, 1, 1, 1])).join("");
}

describe("KeyedCoins", () => {
  it("draw indices in proportion to their weights, and never one of weight 0", () => {
    const weights = [3, 0, 1, 0.5, 0, 5.5];
    const counts = new Map<string, number>();
    for (let place = 0; place < 2000; place++) {
      const coins = new KeyedCoins(4, VERIFY_STREAM, place);
      for (let i = 0; i < 10; i++) {
        const index = String(coins.draw(weights));
        counts.set(index, (counts.get(index) ?? 0) + 1);
      }
    }
    const law = new Map(weights.map((weight, index) => [String(index), weight / 10]));
    expect(chiSquareP(counts, law)).toBeGreaterThan(1e-3);
    expect(counts.has("1") || counts.has("4")).toBe(false);
  });

  it("are the same again for the same seed, stream and place, and others for others", () => {
    const known = hundred(1, DRAFT_STREAM, 5);
    expect(hundred(1, DRAFT_STREAM, 5)).toBe(known);
    expect(hundred(2, DRAFT_STREAM, 5)).not.toBe(known);
    expect(hundred(1, VERIFY_STREAM, 5)).not.toBe(known);
    expect(hundred(1, DRAFT_STREAM, 6)).not.toBe(known);
  });
});

describe("happens", () => {
  it("tosses no coin for what is certain or impossible", () => {
    const untouched = {
      draw: (): number => {
        throw new Error("a coin was tossed");
      },
    };
    expect(happens(untouched, 1)).toBe(true);
    expect(happens(untouched, Infinity)).toBe(true);
    expect(happens(untouched, 0)).toBe(false);
  });

  it("comes true as often as it says", () => {
    const coins = new KeyedCoins(9, VERIFY_STREAM, 0);
    let num = 0;
    for (let i = 0; i < 20_000; i++) if (happens(coins, 0.3)) num += 1;
    // Four standard deviations.
    expect(Math.abs(num / 20_000 - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / 20_000));
  });
});
