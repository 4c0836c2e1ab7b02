import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import { bestSize, leastNodeCost, chooseSize } from "../../../src/core/cost/chooseSize";
import { seededRandom } from "../../support/randomTree";

/** What passes of 1, 2, 3… nodes cost. */
type Costs = readonly number[];

const msOf =
  (costs: Costs) =>
  (numNodes: number): number =>
    at(costs, numNodes - 1);

const maxDrafts = 16;

/** Costs that rise by more and more with each node, or by steps between which nodes are free. */
const curves = {
  convex: (random: () => number): Costs => {
    let step = 0.2 * random();
    let ms = 1 + random();
    return Array.from({ length: maxDrafts + 1 }, () => (ms += step += 0.1 * random()));
  },
  stepped: (random: () => number): Costs => {
    let ms = 1 + random();
    return Array.from({ length: maxDrafts + 1 }, () => (ms += random() < 0.3 ? 3 * random() : 0));
  },
};

function sortedChances(random: () => number): number[] {
  const length = Math.floor((maxDrafts + 1) * random());
  return Array.from({ length }, () => random() ** 2).sort((a, b) => b - a);
}

/** From the definition: the number with the highest rate, or 0 where that is not 5 % above plain decoding's. */
function byDefinition(chances: readonly number[], costs: Costs, draftMs: number): number {
  const rates = Array.from({ length: chances.length + 1 }, (_, size) => {
    const tokens = chances.slice(0, size).reduce((sum, chance) => sum + chance, 1);
    return tokens / (draftMs + at(costs, size));
  });
  const best = Math.max(...rates);
  return best >= 1.05 * at(rates, 0) ? rates.indexOf(best) : 0;
}

describe("chooseSize", () => {
  it("takes what promises the most tokens a millisecond", () => {
    const costs = [10, 11, 13];
    expect(chooseSize([0.8, 0.2], msOf(costs))).toBe(1);
    expect(chooseSize([0.8, 0.7], msOf(costs))).toBe(2);
  });

  it("drafts nothing where it promises less than 5 % more", () => {
    expect(chooseSize([0.15], msOf([10, 11]))).toBe(0);
    expect(chooseSize([0.16], msOf([10, 11]))).toBe(1);
    expect(chooseSize([], msOf([10]))).toBe(0);
  });

  it("sees behind a step where the first nodes do not pay", () => {
    // As measured with 4-bit weights in blocks of 32: 2 nodes cost 3.5 times one, 12 hardly more.
    const costs = [1, 3.45, ...Array.from({ length: 10 }, () => 3.67), 5.8];
    const chances = Array.from({ length: 12 }, (_, i) => 0.97 ** (i + 1));
    expect(chooseSize(chances, msOf(costs))).toBe(11);
    expect(chooseSize(chances.slice(0, 2), msOf(costs))).toBe(0);
  });

  it("drafts more where the draft itself took long, since that is paid in any case", () => {
    const costs = [10, 12, 14, 16];
    expect(chooseSize([0.3, 0.2, 0.15], msOf(costs), 0)).toBe(1);
    expect(chooseSize([0.3, 0.2, 0.15], msOf(costs), 10)).toBe(3);
  });

  it.each(Object.entries(curves))("is the best of all sizes on %s curves", (_, curveOf) => {
    const random = seededRandom(3);
    const sizes = new Set<number>();
    for (let trial = 0; trial < 3000; trial++) {
      const costs = curveOf(random);
      const chances = sortedChances(random);
      const draftMs = random() < 0.5 ? 0 : random();
      const size = chooseSize(chances, msOf(costs), draftMs);
      expect(size).toBe(byDefinition(chances, costs, draftMs));
      sizes.add(size);
    }
    // Neither everything nor nothing.
    expect(sizes.size).toBeGreaterThan(5);
  });
});

describe("leastNodeCost", () => {
  /** By how much what it rules out lowers the best rate, 0..1, in each of many random cases. */
  function losses(curveOf: (random: () => number) => Costs): readonly number[] {
    const random = seededRandom(4);
    let numRuledOut = 0;
    const found = Array.from({ length: 3000 }, () => {
      const ms = msOf(curveOf(random));
      const chances = sortedChances(random);
      const draftMs = random() < 0.5 ? 0 : random();
      // Any draft will do to tell what is in vain.
      const some = chances.slice(0, Math.floor(random() * (chances.length + 1)));
      const expected = some.reduce((sum, chance) => sum + chance, 1);
      const rate = expected / (draftMs + ms(1 + some.length));
      const least = rate * leastNodeCost(ms, chances.length + 1);
      const useful = chances.filter((chance) => chance >= least);
      numRuledOut += chances.length - useful.length;
      return 1 - bestSize(useful, ms, draftMs).rate / bestSize(chances, ms, draftMs).rate;
    });
    expect(numRuledOut).toBeGreaterThan(1000);
    return found;
  }

  it("rules out nothing of the best draft where costs rise by more and more", () => {
    expect(Math.max(...losses(curves.convex))).toBe(0);
  });

  it("rules out next to nothing of the best draft where costs rise by steps", () => {
    const found = losses(curves.stepped);
    expect(Math.max(...found)).toBeLessThan(0.12);
    expect(found.reduce((sum, loss) => sum + loss, 0) / found.length).toBeLessThan(0.002);
  });

  it("is half of what nodes cost on average where some are free", () => {
    expect(leastNodeCost(msOf([1, 2, 2, 2]), 4)).toBeCloseTo(1 / 6, 12);
    expect(leastNodeCost(msOf([1, 2, 3]), 3)).toBe(1);
    expect(leastNodeCost(msOf([1]), 1)).toBe(0);
  });
});
