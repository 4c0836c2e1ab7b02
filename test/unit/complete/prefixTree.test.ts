import { describe, expect, it } from "vitest";
import { PrefixTree } from "../../../src/core/complete/prefixTree";

describe("PrefixTree", () => {
  it("finds the values under all beginnings of a text, the longest first", () => {
    const tree = new PrefixTree<number>();
    for (const [key, value] of [
      ["", 0],
      ["ab", 2],
      ["abcd", 4],
      ["abx", 3],
      ["b", 1],
    ] as const) {
      tree.set(key, value);
    }
    expect(tree.along("abcde")).toEqual([
      { length: 4, value: 4 },
      { length: 2, value: 2 },
      { length: 0, value: 0 },
    ]);
    expect(tree.get("abc")).toBeUndefined();
    expect(tree.get("abx")).toBe(3);
  });

  it("forgets one value and nothing else", () => {
    const tree = new PrefixTree<number>();
    tree.set("abc", 1);
    tree.set("abd", 2);
    tree.delete("ab");
    tree.delete("abc");
    expect(tree.along("abc")).toEqual([]);
    expect(tree.get("abd")).toBe(2);
  });
});
