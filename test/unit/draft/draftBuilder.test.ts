import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import type { Constraint } from "../../../src/core/constrain/constraint";
import { DraftBuilder } from "../../../src/core/draft/draftBuilder";
import type { Draft } from "../../../src/core/draft/draft";
import type { ChanceOf, Guess } from "../../../src/core/draft/guess";
import { startingShare } from "../../../src/core/draft/siblings";
import { seededRandom } from "../../support/randomTree";

const roomy = { maxCandidates: 100, maxDepth: 10 };
const ownChance: ChanceOf = ({ probability = 0 }) => probability;

function guess(probability: number, source = "a"): Guess {
  return { source, rank: 0, matchLength: 0, probability };
}

const all = (builder: DraftBuilder): Draft => builder.build((chances) => chances.length);

describe("DraftBuilder", () => {
  it("drafts the root alone where nothing was guessed", () => {
    expect(all(new DraftBuilder(7, roomy, ownChance))).toMatchObject({
      tree: {
        size: 1,
        tokens: Int32Array.of(7),
        parents: Int32Array.of(-1),
        depths: Int32Array.of(0),
      },
      chances: Float64Array.of(1),
      sources: [undefined],
    });
  });

  it("takes no token with which the text would end", () => {
    const asked: [number, readonly number[]][] = [];
    const endsText = (token: number, before: () => readonly number[]): boolean => {
      asked.push([token, before()]);
      return token === 3;
    };
    const builder = new DraftBuilder(7, { ...roomy, endsText }, ownChance);
    const a = builder.add(0, 1, guess(0.5));
    const b = builder.add(a, 2, guess(0.5));
    expect(builder.add(b, 3, guess(0.9))).toBe(-1);
    expect(all(builder).tree.tokens).toEqual(Int32Array.of(7, 1, 2));
    expect(asked).toEqual([
      [1, []],
      [2, [1]],
      [3, [1, 2]],
    ]);
  });

  it("asks more of a guess the better the draft is already, and never less", () => {
    const leastChance = (numNodes: number, expected: number): number => (expected - 1) / numNodes;
    const builder = new DraftBuilder(7, { ...roomy, leastChance }, ownChance);
    const a = builder.add(0, 1, guess(0.8));
    // 0.8 more tokens than none, with 2 nodes.
    expect(builder.add(0, 2, guess(0.39))).toBe(-1);
    const b = builder.add(a, 3, guess(0.9));
    expect(builder.add(a, 3, guess(0.1))).toBe(b);
    expect(builder.add(b, 4, guess(0.6))).toBe(-1);
    expect(builder.add(b, 4, guess(0.75))).toBe(3);
  });

  it("keeps the most probable paths, parents first, and says what became of each candidate", () => {
    const builder = new DraftBuilder(7, roomy, ownChance);
    const a = builder.add(0, 1, guess(0.25));
    const b = builder.add(0, 2, guess(0.5, "b"));
    builder.add(a, 3, guess(0.5));
    builder.add(b, 4, guess(0.75, "b"));
    const { tree, chances, nodes, sources, candidates } = builder.build(() => 3);
    expect(tree).toEqual({
      size: 4,
      tokens: Int32Array.of(7, 1, 2, 4),
      parents: Int32Array.of(-1, 0, 0, 2),
      depths: Int32Array.of(0, 1, 1, 2),
    });
    expect(chances).toEqual(Float64Array.of(1, 0.25, 0.5, 0.375));
    expect(nodes).toEqual(Int32Array.of(0, 1, 2, -1, 3));
    expect(sources).toEqual([undefined, "a", "b", "b"]);
    expect(candidates.map(({ token }) => token)).toEqual([7, 1, 2, 3, 4]);
  });

  it("makes one node of equal guesses, as probable as the best of them", () => {
    const builder = new DraftBuilder(7, roomy, ownChance);
    const first = builder.add(0, 1, guess(0.25, "a"));
    const below = builder.add(first, 2, guess(0.5));
    expect(builder.add(0, 1, guess(0.5, "b"))).toBe(first);
    expect(builder.add(0, 1, guess(0.125, "c"))).toBe(first);
    const draft = all(builder);
    // What was guessed below it before is as much more probable.
    expect(draft.chances).toEqual(Float64Array.of(1, 0.5, 0.25));
    expect(draft.sources).toEqual([undefined, "b", "a"]);
    expect(draft.candidates[first]?.guesses.map(({ source }) => source)).toEqual(["a", "b", "c"]);
    expect(builder.chanceOf(below)).toBe(0.125);
  });

  it("lets siblings together be no more than 0.98 probable, and an only child be certain", () => {
    const builder = new DraftBuilder(7, roomy, ownChance);
    const a = builder.add(0, 1, guess(0.75));
    builder.add(0, 2, guess(0.75));
    builder.add(a, 3, guess(1));
    expect(Array.from(all(builder).chances)).toEqual([1, 0.49, 0.49, 0.49]);
  });

  it("leaves chains where a node may have one child: the best one, whoever came first", () => {
    const builder = new DraftBuilder(7, { ...roomy, maxChildren: 1 }, ownChance);
    const worse = builder.add(0, 1, guess(0.25));
    const better = builder.add(0, 2, guess(0.5));
    builder.add(worse, 3, guess(1));
    builder.add(better, 4, guess(0.5));
    expect(Array.from(all(builder).tree.tokens)).toEqual([7, 2, 4]);
  });

  it("says how each candidate stands among its siblings, and shares out what there is accordingly", () => {
    const builder = new DraftBuilder(7, roomy, { chanceOf: ownChance, shareOf: startingShare });
    builder.add(0, 1, guess(0.25, "a"));
    const best = builder.add(0, 2, guess(0.5, "b"));
    builder.add(0, 2, guess(0.125, "c"));
    builder.add(0, 3, guess(0.25, "b"));
    builder.add(best, 4, guess(0.5, "b"));
    const { places, chances } = all(builder);
    const place = { numAgreeing: 0, rivalChance: 0 };
    expect(places).toEqual([
      undefined,
      { ...place, chance: 0.25, position: 1, rivalChance: 0.5 },
      { ...place, chance: 0.5, position: 0, numAgreeing: 1 },
      // The drafter of the best one says itself what its other choices are worth.
      { ...place, chance: 0.25, position: 2 },
      // Nobody else has guessed here.
      undefined,
    ]);
    const expected = [1, 0.25 * 0.5, 1 - 0.5 * 0.8, 0.25, (1 - 0.5 * 0.8) * 0.5];
    for (const [node, chance] of expected.entries()) {
      expect(at(chances, node)).toBeCloseTo(chance, 12);
    }
  });

  it.each([
    { why: "there is no more room", limits: { ...roomy, maxCandidates: 0 }, token: 1 },
    { why: "the child would be too deep", limits: { ...roomy, maxDepth: 0 }, token: 1 },
    { why: "the path is too improbable", limits: { ...roomy, leastChance: 0.6 }, token: 1 },
    { why: "the token ends the text", limits: { ...roomy, endTokens: new Set([1]) }, token: 1 },
  ])("adds nothing when $why", ({ limits, token }) => {
    const builder = new DraftBuilder(7, limits, ownChance);
    expect(builder.add(0, token, guess(0.5))).toBe(-1);
    expect(builder.size).toBe(1);
  });

  it("tells the drafter when to stop, and finds what is there even then", () => {
    const builder = new DraftBuilder(7, { ...roomy, maxCandidates: 1 }, ownChance);
    const child = builder.add(0, 1, guess(0.5));
    expect(builder.isFull).toBe(true);
    expect(builder.add(0, 1, guess(0.5))).toBe(child);
    expect(builder.add(0, 2, guess(0.5))).toBe(-1);
    expect(builder.tokenOf(child)).toBe(1);
  });

  it("says how much is left to guess behind the root", () => {
    const builder = new DraftBuilder(7, roomy, ownChance);
    expect(builder.open).toBe(1);
    const child = builder.add(0, 1, guess(0.5));
    builder.add(child, 2, guess(0.9));
    builder.add(0, 3, guess(0.2));
    expect(builder.open).toBeCloseTo(0.3);
    builder.add(0, 1, guess(0.6, "b"));
    builder.add(0, 4, guess(0.9));
    expect(builder.open).toBe(0);
  });

  it("refuses a parent that is not there", () => {
    const builder = new DraftBuilder(7, roomy, ownChance);
    expect(() => builder.add(1, 1, guess(0.5))).toThrow("no candidate 1");
    expect(() => builder.tokenOf(-1)).toThrow("no candidate -1");
  });

  it("leaves out what the constraint forbids behind the parent, and asks nothing where it is free", () => {
    const asked: string[] = [];
    // Forbids a token twice in a row, and is free after three tokens.
    const constraint: Constraint<readonly number[]> = {
      start: () => [],
      isFree: (tokens) => tokens.length >= 3,
      admits: (tokens, token) => {
        asked.push([...tokens, token].join(" "));
        return tokens.at(-1) !== token;
      },
      next: (tokens, token) => [...tokens, token],
    };
    const mask = { constraint, state: [7] };
    const builder = new DraftBuilder(7, { ...roomy, leastChance: 0.01, mask }, ownChance);
    expect(builder.add(0, 7, guess(0.5))).toBe(-1);
    const first = builder.add(0, 8, guess(0.5));
    expect(builder.add(0, 8, guess(0.5))).toBe(first);
    expect(builder.add(first, 8, guess(0.5))).toBe(-1);
    const second = builder.add(first, 7, guess(0.5));
    expect(builder.add(second, 7, guess(0.5))).toBeGreaterThan(second);
    expect(builder.add(0, 9, guess(0.001))).toBe(-1);
    expect(asked).toEqual(["7 7", "7 8", "7 8 8", "7 8 7"]);
  });

  it("gains as much as the best of all trees of its size", () => {
    const random = seededRandom(4);
    for (let trial = 0; trial < 300; trial++) {
      const builder = new DraftBuilder(0, roomy, ownChance);
      for (let i = 0; i < 9; i++) {
        // Small enough for siblings to leave each other alone.
        const parent = Math.floor(random() * builder.size);
        builder.add(parent, i + 1, guess(0.2 * random()));
      }
      const { candidates, chances } = all(builder);
      for (let size = 0; size <= 4; size++) {
        const draft = builder.build(() => size);
        const gain = draft.chances.reduce((sum, chance) => sum + chance, -1);
        expect(gain).toBeCloseTo(bestGain(candidates, chances, size), 12);
      }
    }
  });
});

/** The largest sum of path probabilities over all sets of `size` candidates that hold the parents of their members. */
function bestGain(
  candidates: readonly { readonly parent: number }[],
  chances: Float64Array,
  size: number,
): number {
  let best = 0;
  const choose = (chosen: readonly number[], gain: number, from: number): void => {
    if (chosen.length === size) best = Math.max(best, gain);
    if (chosen.length === size) return;
    for (let node = from; node < candidates.length; node++) {
      const parent = candidates[node]?.parent ?? 0;
      if (parent > 0 && !chosen.includes(parent)) continue;
      choose([...chosen, node], gain + at(chances, node), node + 1);
    }
  };
  choose([], 0, 1);
  return best;
}
