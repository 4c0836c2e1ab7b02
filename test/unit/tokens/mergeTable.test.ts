import { describe, expect, it } from "vitest";
import { MergeTable, type Merge } from "../../../src/core/tokens/mergeTable";
import { seededRandom } from "../../support/randomTree";

describe("MergeTable", () => {
  it("ranks pairs by their place in the list", () => {
    const table = new MergeTable([
      { left: 0, right: 1, result: 2 },
      { left: 2, right: 1, result: 3 },
    ]);
    expect([table.rankOf(0, 1), table.rankOf(2, 1), table.rankOf(1, 0)]).toEqual([0, 1, -1]);
    expect([table.resultOf(0, 1), table.resultOf(2, 1), table.resultOf(1, 0)]).toEqual([2, 3, -1]);
  });

  it("takes ranks that are given, which several pairs may share", () => {
    const table = new MergeTable([
      { left: 0, right: 1, result: 2, rank: 7 },
      { left: 1, right: 0, result: 3, rank: 7 },
    ]);
    expect([table.rankOf(0, 1), table.rankOf(1, 0)]).toEqual([7, 7]);
    expect([table.resultOf(0, 1), table.resultOf(1, 0)]).toEqual([2, 3]);
  });

  it("takes the later of two places", () => {
    const table = new MergeTable([
      { left: 0, right: 1, result: 2 },
      { left: 1, right: 1, result: 3 },
      { left: 0, right: 1, result: 2 },
    ]);
    expect(table.rankOf(0, 1)).toBe(2);
  });

  it("knows no pair when there are no merges", () => {
    expect(new MergeTable([]).rankOf(0, 0)).toBe(-1);
  });

  it("finds every pair of a large list, and no other", () => {
    const random = seededRandom(5);
    const ranks = new Map<string, number>();
    const merges = Array.from({ length: 20_000 }, (_, rank): Merge => {
      const [left, right] = [Math.floor(random() * 300), Math.floor(random() * 150_000)];
      ranks.set(`${left},${right}`, rank);
      return { left, right, result: rank };
    });
    const table = new MergeTable(merges);
    const wrong = merges.filter(
      ({ left, right }) =>
        table.rankOf(left, right) !== ranks.get(`${left},${right}`) ||
        table.rankOf(right, left) !== (ranks.get(`${right},${left}`) ?? -1),
    );
    expect(wrong).toEqual([]);
  });
});
