import { describe, expect, it } from "vitest";
import { NgramPool } from "../../../src/core/draft/ngramPool";

const behind = (pool: NgramPool, token: number): number[][] =>
  pool.behind(token).map((followers) => Array.from(followers));

describe("NgramPool", () => {
  it("keeps the latest few n-grams of a token, each once, the latest first", () => {
    const pool = new NgramPool(2);
    pool.add([1, 2, 3]);
    pool.add([1, 2, 4]);
    pool.add([5, 6]);
    expect(behind(pool, 1)).toEqual([
      [2, 4],
      [2, 3],
    ]);
    pool.add([1, 2, 3]);
    expect(behind(pool, 1)).toEqual([
      [2, 3],
      [2, 4],
    ]);
    pool.add([1, 7]);
    expect(behind(pool, 1)).toEqual([[7], [2, 3]]);
    expect(behind(pool, 5)).toEqual([[6]]);
    expect(behind(pool, 9)).toEqual([]);
  });

  it("forgets the keys that were added to longest ago", () => {
    const pool = new NgramPool(1);
    for (let key = 0; key < 4096; key++) pool.add([key, 1]);
    pool.add([0, 2]);
    pool.add([5000, 3]);
    expect(behind(pool, 0)).toEqual([[2]]);
    expect(behind(pool, 1)).toEqual([]);
    expect(behind(pool, 2)).toEqual([[1]]);
  });
});
