import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import { mergeManyPieces } from "../../src/core/tokens/mergeManyPieces";
import { mergePieces } from "../../src/core/tokens/mergePieces";
import { PairTest } from "../../src/core/tokens/pairTest";
import { randomMerges, type RandomMerges } from "../support/randomMerges";
import { seededRandom } from "../support/randomTree";
import { UnorderedPairTest } from "../support/mutants/unorderedPairTest";

const numTables = 1000;

/** Whether merging the pieces of `tokens` gives `tokens`: the definition. */
function isCanonical(tokens: readonly number[], { pieces, merges }: RandomMerges): boolean {
  const merged = mergePieces(
    tokens.flatMap((token) => pieces[token] ?? []),
    merges,
  );
  return String(merged) === String(tokens);
}

interface Order {
  readonly isShuffled: boolean;
  readonly areShared: boolean;
}

function* tables(order: Order): Generator<RandomMerges> {
  for (let seed = 0; seed < numTables; seed++) {
    yield randomMerges({
      seed,
      numPieces: 2 + (seed % 3),
      numMerges: 2 + (seed % 17),
      ...order,
    });
  }
}

function* pairs(size: number): Generator<readonly [number, number]> {
  for (let left = 0; left < size; left++) {
    for (let right = 0; right < size; right++) yield [left, right];
  }
}

describe.each([
  ["ranks that rise from the parts to the whole", { isShuffled: false, areShared: false }],
  ["ranks in any order", { isShuffled: true, areShared: false }],
  ["ranks that pairs share", { isShuffled: false, areShared: true }],
  ["ranks in any order that pairs share", { isShuffled: true, areShared: true }],
])("with %s", (_, order) => {
  it("a pair is canonical if merging its pieces gives the pair, and a test that heeds no ranks fails", () => {
    let [numWrong, numWrongUnordered, numCanonical, numOthers] = [0, 0, 0, 0];
    for (const table of tables(order)) {
      const test = new PairTest(table.merges, table.derivations);
      const mutant = new UnorderedPairTest(table.merges, table.derivations);
      for (const [left, right] of pairs(table.size)) {
        const expected = isCanonical([left, right], table);
        if (expected) numCanonical++;
        else numOthers++;
        if (test.isCanonical(left, right) !== expected) numWrong++;
        if (mutant.isCanonical(left, right) !== expected) numWrongUnordered++;
      }
    }
    expect(numWrong).toBe(0);
    expect(numWrongUnordered).toBeGreaterThan(500);
    expect(Math.min(numCanonical, numOthers)).toBeGreaterThan(20_000);
  });

  it("a sequence is canonical if each two neighbours are", () => {
    const random = seededRandom(1);
    let [numWrong, numCanonical, numOthers] = [0, 0, 0];
    for (const table of tables(order)) {
      const test = new PairTest(table.merges, table.derivations);
      for (let i = 0; i < 40; i++) {
        const tokens = Array.from({ length: 3 + (i % 3) }, () => Math.floor(random() * table.size));
        const byPairs = tokens.every(
          (token, place) => place === 0 || test.isCanonical(at(tokens, place - 1), token),
        );
        const expected = isCanonical(tokens, table);
        if (expected) numCanonical++;
        else numOthers++;
        if (byPairs !== expected) numWrong++;
      }
    }
    expect(numWrong).toBe(0);
    expect(Math.min(numCanonical, numOthers)).toBeGreaterThan(1500);
  });
});

it("many pieces merge as few do, in the same order", () => {
  const random = seededRandom(7);
  let numMerges = 0;
  for (const order of [
    { isShuffled: false, areShared: false },
    { isShuffled: true, areShared: true },
  ]) {
    for (const { merges } of tables(order)) {
      const pieces = Array.from({ length: 47 }, () => Math.floor(random() * 2));
      const few: number[][] = [];
      const many: number[][] = [];
      const expected = mergePieces(pieces, merges, (...merge) => few.push(merge));
      expect(mergeManyPieces(pieces, merges, (...merge) => many.push(merge))).toEqual(expected);
      expect(many).toEqual(few);
      numMerges += many.length;
    }
  }
  expect(numMerges).toBeGreaterThan(10_000);
});
