import { describe, expect, it } from "vitest";
import { DrafterWorth } from "../../../src/core/cost/drafterWorth";

/** How many of 64 drafts it is asked for, where each takes `cost` passes and every `every`th gains a token. */
function numAsked(
  worth: DrafterWorth,
  { cost, every, open = 1 }: { cost: number; every: number; open?: number },
): number {
  let numAsked = 0;
  for (let i = 0; i < 64; i++) {
    if (!worth.wanted(open)) continue;
    worth.add((numAsked + 1) % every === 0 ? 1 : 0, { open, cost });
    numAsked += 1;
  }
  return numAsked;
}

/** One that has never gained anything, and was asked as often as that takes to be seen. */
function idler(): DrafterWorth {
  const worth = new DrafterWorth();
  for (let i = 0; i < 12; i++) numAsked(worth, { cost: 0.1, every: Infinity });
  return worth;
}

describe("DrafterWorth", () => {
  it("asks on where tokens save more than drafts take", () => {
    expect(numAsked(new DrafterWorth(), { cost: 0.05, every: 8 })).toBe(64);
  });

  it("asks less and less, and then for every eighth draft, where they do not", () => {
    const worth = new DrafterWorth();
    expect(numAsked(worth, { cost: 0.1, every: 32 })).toBeLessThan(40);
    expect(numAsked(worth, { cost: 0.1, every: 32 })).toBeLessThan(16);
    expect(numAsked(idler(), { cost: 0.1, every: Infinity })).toBe(8);
  });

  it("asks always where drafts cost next to nothing beside passes", () => {
    expect(numAsked(new DrafterWorth(), { cost: 0.0001, every: 64 })).toBe(64);
  });

  it("does not ask where others have guessed nearly all, and asks where they have not", () => {
    const worth = new DrafterWorth();
    expect(numAsked(worth, { cost: 0.1, every: 2 })).toBe(64);
    expect(worth.wanted(0.1)).toBe(false);
    expect(worth.wanted(1)).toBe(true);
  });

  it("counts a token for more where less was left to guess", () => {
    const worth = new DrafterWorth();
    numAsked(worth, { cost: 0.1, every: 8, open: 0.5 });
    expect(worth.wanted(0.5)).toBe(true);
    expect(worth.wanted(0.25)).toBe(false);
  });

  it.each([
    { cost: 0.01, pays: false },
    // Beside a large model: whether such guesses are checked is not the drafter's to say.
    { cost: 0.001, pays: true },
  ])("counts what checking its guesses took against it, if it costs $cost passes", (given) => {
    const { cost, pays } = given;
    const worth = new DrafterWorth();
    for (let i = 0; i < 40; i++) worth.add(i % 4 === 0 ? 0.4 : -0.6, { open: 1, cost });
    expect(worth.pays).toBe(pays);
  });

  it("finds out in trials that it pays again", () => {
    const worth = idler();
    for (let i = 0; i < 2; i++) numAsked(worth, { cost: 0.02, every: 1 });
    expect(numAsked(worth, { cost: 0.02, every: 1 })).toBe(64);
  });

  it("doubts a bad opinion, and no good one", () => {
    const worth = idler();
    worth.doubt();
    expect([worth.wanted(1), worth.wanted(1)]).toContain(false);
    for (let i = 0; i < 9; i++) worth.doubt();
    expect([worth.wanted(1), worth.wanted(1)]).toEqual([true, true]);
    const good = new DrafterWorth();
    for (let i = 0; i < 9; i++) good.doubt();
    good.add(0, { open: 1, cost: 0.3 });
    expect(good.wanted(1)).toBe(true);
  });
});
