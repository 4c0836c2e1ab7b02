import { describe, expect, it } from "vitest";
import { DrafterWorth } from "../../../src/core/cost/drafterWorth";

/** How many of 64 drafts it is asked for, where each takes `cost` passes and every `every`th gains a token. */
function numAsked(worth: DrafterWorth, cost: number, every: number): number {
  let numAsked = 0;
  for (let i = 0; i < 64; i++) {
    if (!worth.wanted()) continue;
    worth.add(numAsked % every === 0 ? 1 : 0, cost);
    numAsked += 1;
  }
  return numAsked;
}

/** One that has never gained anything, and was asked as often as that takes to be seen. */
function idler(): DrafterWorth {
  const worth = new DrafterWorth();
  numAsked(worth, 0.1, Infinity);
  return worth;
}

describe("DrafterWorth", () => {
  it("asks on where tokens save more than drafts take", () => {
    expect(numAsked(new DrafterWorth(), 0.05, 8)).toBe(64);
  });

  it("asks less and less, and then for every eighth draft, where they do not", () => {
    const worth = new DrafterWorth();
    expect(numAsked(worth, 0.1, 32)).toBeLessThan(40);
    expect(numAsked(worth, 0.1, 32)).toBeLessThan(16);
    expect(numAsked(idler(), 0.1, Infinity)).toBe(8);
  });

  it("asks always where drafts cost next to nothing beside passes", () => {
    expect(numAsked(new DrafterWorth(), 0.0001, 64)).toBe(64);
  });

  it("finds out in trials that it pays again", () => {
    const worth = idler();
    numAsked(worth, 0.02, 1);
    expect(numAsked(worth, 0.02, 1)).toBe(64);
  });

  it("doubts a bad opinion, and no good one", () => {
    const worth = idler();
    worth.doubt();
    expect([worth.wanted(), worth.wanted()]).toContain(false);
    for (let i = 0; i < 9; i++) worth.doubt();
    expect([worth.wanted(), worth.wanted()]).toEqual([true, true]);
    const good = new DrafterWorth();
    for (let i = 0; i < 9; i++) good.doubt();
    good.add(0, 0.45);
    expect(good.wanted()).toBe(true);
  });
});
