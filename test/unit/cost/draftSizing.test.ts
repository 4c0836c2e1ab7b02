import { describe, expect, it } from "vitest";
import { CostModel } from "../../../src/core/cost/costModel";
import { CostSizing } from "../../../src/core/cost/draftSizing";
import { seededRandom } from "../../support/randomTree";

/** Passes that take 10 ms and 1 ms more for each further node. */
const msOf = (numNodes: number): number => 9 + numNodes;

const points = [1, 2, 3, 4, 6, 8, 12, 16].map((numNodes) => ({
  numNodes,
  cachedLength: 0,
  ms: msOf(numNodes),
}));

interface Drafter {
  readonly draftMs: number;
  /** What it believes of its chain's nodes. */
  readonly chances: readonly number[];
  /** How probable they are, each behind the one before. */
  readonly truth: number;
}

interface Run {
  readonly numAsked: number;
  readonly numTokens: number;
  readonly ms: number;
  readonly sizes: readonly number[];
}

/** Decodes so many passes with a drafter whose chains are accepted by chance. */
function run(sizing: CostSizing, drafter: Drafter, numPasses: number): Run {
  const random = seededRandom(6);
  const sizes: number[] = [];
  let [numAsked, numTokens, ms] = [0, 0, 0];
  for (let pass = 0; pass < numPasses; pass++) {
    const least = sizing.leastChance(16, 0);
    const isDrafted = least !== undefined;
    const draftMs = isDrafted ? drafter.draftMs : 0;
    const guessed = isDrafted ? drafter.chances.filter((chance) => chance >= least(1, 1)) : [];
    const size = sizing.choose(Float64Array.from(guessed), 0, draftMs);
    let accepted = 0;
    while (accepted < size && random() < drafter.truth) accepted += 1;
    const step = { numNodes: 1 + size, cachedLength: 0, draftMs, numTokens: accepted + 1 };
    sizing.took({ ...step, isDrafted, forwardMs: msOf(1 + size) });
    numAsked += isDrafted ? 1 : 0;
    numTokens += accepted + 1;
    ms += draftMs + msOf(1 + size);
    sizes.push(size);
  }
  return { numAsked, numTokens, ms, sizes };
}

const aSizing = (): CostSizing => {
  const sizing = new CostSizing(new CostModel(points));
  sizing.begin();
  return sizing;
};

describe("CostSizing", () => {
  it("asks a drafter whose drafts pay in every pass, and sizes them by their chances", () => {
    const chances = [0.8, 0.64, 0.5, 0.04, 0.03];
    const { numAsked, sizes } = run(aSizing(), { draftMs: 1, chances, truth: 0.8 }, 300);
    expect(numAsked).toBe(300);
    expect(sizes.filter((size) => size === 3).length).toBeGreaterThan(260);
  });

  it("asks the more of a guess the better the draft that there is already", () => {
    const sizing = aSizing();
    const least = sizing.leastChance(16, 0) ?? (() => NaN);
    // A node costs 1 ms, and a pass gains 1 token in 10 ms, or 3 in 12.
    expect(least(1, 1)).toBeCloseTo(0.1, 6);
    expect(least(3, 3)).toBeCloseTo(0.25, 6);
  });

  it("drafts nothing where there is no room", () => {
    const sizing = aSizing();
    expect(sizing.leastChance(0, 0)).toBeUndefined();
  });

  it("asks no more for drafts that take longer than they save, but for a trial now and then", () => {
    const plainMs = 10 * 2000;
    const dear = { draftMs: 12, chances: [0.3], truth: 0.3 };
    const { numAsked, ms, numTokens } = run(aSizing(), dear, 2000);
    expect(numAsked).toBeLessThan(60);
    expect(numAsked).toBeGreaterThan(10);
    // Tokens that drafts gained are set against what they took.
    expect(ms - 10 * (numTokens - 2000)).toBeLessThan(1.03 * plainMs);
  });

  it("takes up a drafter again that has become better", () => {
    const sizing = aSizing();
    run(sizing, { draftMs: 6, chances: [0.2], truth: 0.2 }, 500);
    const better = { draftMs: 2, chances: [0.9, 0.8, 0.7, 0.6], truth: 0.9 };
    run(sizing, better, 1500);
    expect(run(sizing, better, 100).numAsked).toBe(100);
  });

  it("thinks better of a drafter with each request, until it is asked again", () => {
    const sizing = aSizing();
    const dear = { draftMs: 12, chances: [0.3], truth: 0.3 };
    run(sizing, dear, 200);
    expect(run(sizing, dear, 5).numAsked).toBe(0);
    sizing.begin();
    // A trial at most.
    expect(run(sizing, dear, 5).numAsked).toBeLessThan(2);
    for (let request = 0; request < 6; request++) sizing.begin();
    expect(run(sizing, dear, 1).numAsked).toBe(1);
  });

  it("spends a fiftieth of the time on drafts that are larger than what pays", () => {
    const hopeless = { draftMs: 0, chances: [0.02, 0.02, 0.01, 0.01, 0.01], truth: 0 };
    const { sizes, ms } = run(aSizing(), hopeless, 5000);
    expect(sizes.filter((size) => size > 0).length).toBeGreaterThan(50);
    expect(ms / (10 * 5000)).toBeLessThan(1.021);
  });
});
