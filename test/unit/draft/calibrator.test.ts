import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import { Calibrator } from "../../../src/core/draft/calibrator";
import { DraftBuilder } from "../../../src/core/draft/draftBuilder";
import type { Draft } from "../../../src/core/draft/draft";
import type { Guess } from "../../../src/core/draft/guess";
import { startingChance } from "../../../src/core/draft/startingChance";
import { EveryNodeCalibrator } from "../../support/mutants/everyNodeCalibrator";
import { seededRandom } from "../../support/randomTree";

const first: Guess = { source: "toy", rank: 0, matchLength: 0 };
const limits = { maxCandidates: 50, maxDepth: 10 };

/** A draft of a chain of tokens 1, 2, 3… of which the tree has the first `numDrafts`. */
function chainDraft(length: number, numDrafts = length): Draft {
  const builder = new DraftBuilder(0, limits, startingChance);
  for (let node = 0, i = 1; i <= length; i++) node = builder.add(node, i, first);
  return builder.build(() => numDrafts);
}

/** What a model emits that takes each of the chain's tokens behind the one before with these probabilities. */
function step(draft: Draft, conditionals: readonly number[], random: () => number) {
  const path = [0];
  const emitted: number[] = [];
  for (;;) {
    const depth = path.length;
    const isRight = random() < (conditionals[depth - 1] ?? 0);
    emitted.push(isRight ? depth : 99);
    if (!isRight || depth >= draft.tree.size) break;
    path.push(depth);
  }
  return { draft, path: Int32Array.from(path), emitted: Int32Array.from(emitted) };
}

const conditionals = [0.6, 0.5, 0.4];

function learnt(calibrator: Calibrator, draft: Draft): number[] {
  const random = seededRandom(11);
  for (let i = 0; i < 40_000; i++) calibrator.observe(step(draft, conditionals, random));
  return conditionals.map((_, i) => calibrator.chanceOf(first, i + 1));
}

describe("Calibrator", () => {
  it("learns how probable guesses are behind their parents", () => {
    const chances = learnt(new Calibrator(1), chainDraft(3));
    for (const [i, chance] of chances.entries()) {
      expect(Math.abs(chance - at(conditionals, i))).toBeLessThan(0.01);
    }
  });

  it("learns the same of candidates below visited nodes that the tree had no room for", () => {
    const calibrator = new Calibrator(1);
    const [one, two, three] = learnt(calibrator, chainDraft(3, 1));
    expect(one).toBeCloseTo(0.6, 1);
    expect(two).toBeCloseTo(0.5, 1);
    // Nothing was ever visited above it, so it goes by the drafter's other guesses.
    expect(three).toBeCloseTo(0.55, 1);
  });

  it("would mistake paths for conditionals if it counted every node", () => {
    const chances = learnt(new EveryNodeCalibrator(1), chainDraft(3));
    // 0.6, 0.6 * 0.5 and 0.6 * 0.5 * 0.4.
    for (const [i, path] of [0.6, 0.3, 0.12].entries()) {
      expect(Math.abs(at(chances, i) - path)).toBeLessThan(0.01);
    }
  });

  it("forgets: the last fifty answers or so count", () => {
    const calibrator = new Calibrator();
    for (let i = 0; i < 1000; i++) calibrator.count(first, 1, true);
    expect(calibrator.chanceOf(first, 1)).toBeGreaterThan(0.95);
    for (let i = 0; i < 100; i++) calibrator.count(first, 1, false);
    expect(calibrator.chanceOf(first, 1)).toBeLessThan(0.2);
  });

  it("tells apart drafters, ranks, depths, lengths of matches and what drafters believe", () => {
    const guess: Guess = { ...first, matchLength: 3, probability: 0.6 };
    const others: readonly (readonly [Guess, number])[] = [
      [{ ...guess, source: "other" }, 2],
      [{ ...guess, rank: 1 }, 2],
      [guess, 1],
      [{ ...guess, matchLength: 8 }, 2],
      [{ ...guess, probability: 0.95 }, 2],
      [{ ...first, matchLength: 3 }, 2],
    ];
    for (const [other, depth] of others) {
      const calibrator = new Calibrator();
      for (let i = 0; i < 50; i++) {
        calibrator.count(guess, 2, false);
        calibrator.count(other, depth, true);
      }
      expect(calibrator.chanceOf(guess, 2)).toBeLessThan(0.1);
      // What is nearly the same is the same kind.
      expect(calibrator.chanceOf({ ...guess, probability: 0.62 }, 2)).toBeLessThan(0.1);
      expect(calibrator.chanceOf(other, depth)).toBeGreaterThan(0.9);
    }
  });

  it("goes by a drafter's other guesses where a kind was hardly seen, and by nobody else's", () => {
    const calibrator = new Calibrator();
    for (let i = 0; i < 200; i++) calibrator.count({ ...first, matchLength: 3 }, 1, i % 8 === 0);
    const [longer, other] = [
      { ...first, matchLength: 8 },
      { ...first, matchLength: 8, source: "other" },
    ];
    expect(calibrator.chanceOf(longer, 1)).toBeLessThan(0.4 * startingChance(longer));
    expect(calibrator.chanceOf(other, 1)).toBe(startingChance(other));
  });

  it("corrects a drafter that is too sure", () => {
    const calibrator = new Calibrator();
    const sure: Guess = { ...first, probability: 0.99 };
    for (let i = 0; i < 400; i++) calibrator.count(sure, 1, i % 2 === 0);
    expect(calibrator.chanceOf(sure, 1)).toBeLessThan(0.6);
  });

  it("learns what it is worth that drafters agree, and that they do not", () => {
    const random = seededRandom(5);
    const calibrator = new Calibrator(1);
    const by = (source: string): Guess => ({ source, rank: 0, matchLength: 0 });
    // Both are right in half of all places: in two thirds of those where they agree, and one of them in half of the others.
    const draftOf = (isAgreed: boolean): Draft => {
      const builder = new DraftBuilder(0, limits, calibrator);
      builder.add(0, 1, by("a"));
      builder.add(0, isAgreed ? 1 : 2, by("b"));
      return builder.build((chances) => chances.length);
    };
    for (let i = 0; i < 20_000; i++) {
      const isAgreed = random() < 0.6;
      const right = isAgreed ? (random() < 2 / 3 ? 1 : 9) : 1 + Math.floor(4 * random());
      const draft = draftOf(isAgreed);
      calibrator.observe({ draft, path: Int32Array.of(0), emitted: Int32Array.of(right) });
    }
    expect(at(draftOf(true).chances, 1)).toBeCloseTo(2 / 3, 1);
    for (const node of [1, 2]) {
      expect(at(draftOf(false).chances, node)).toBeCloseTo(1 / 4, 1);
    }
    expect(calibrator.chanceOf(by("a"), 1)).toBeCloseTo(0.6 * (2 / 3) + 0.4 * 0.25, 1);
  });

  it("counts every child of a visited node once: one is right, or none", () => {
    const builder = new DraftBuilder(0, limits, startingChance);
    for (let rank = 0; rank < 3; rank++) builder.add(0, rank + 1, { ...first, rank });
    const draft = builder.build(() => 2);
    const calibrator = new Calibrator(1);
    const counts: [number, boolean][] = [];
    calibrator.count = (guess, _, isHit) => counts.push([guess.rank, isHit]);
    calibrator.observe({ draft, path: Int32Array.of(0), emitted: Int32Array.of(3) });
    expect(counts).toEqual([
      [0, false],
      [1, false],
      [2, true],
    ]);
  });
});

describe("the chance of a guess at the start", () => {
  it.each<[string, Guess, number]>([
    ["of text that was there before an edit", { ...first, source: "edit-pointer" }, 0.9],
    ["of a copy behind 4 equal tokens", { ...first, matchLength: 4 }, 1 - 0.6 * 0.8 ** 4],
    ["of a second copy", { ...first, rank: 1, matchLength: 4 }, 0.45 * (1 - 0.6 * 0.8 ** 4)],
    ["of a pair", { ...first, source: "prompt-n-grams", matchLength: 2 }, 0.45],
    ["of a triple", { ...first, source: "prompt-n-grams", matchLength: 3 }, 0.6],
    ["of a drafter that knows", { ...first, rank: 4, probability: 0.3 }, 0.3],
    ["of a third rank", { ...first, rank: 2 }, 0.45 ** 3],
  ])("%s", (_, guess, chance) => {
    expect(startingChance(guess)).toBeCloseTo(chance, 12);
  });
});
