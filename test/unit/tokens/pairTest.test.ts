import { describe, expect, it } from "vitest";
import { Derivations } from "../../../src/core/tokens/derivations";
import { mergePieces } from "../../../src/core/tokens/mergePieces";
import { MergeTable } from "../../../src/core/tokens/mergeTable";
import { PairTest } from "../../../src/core/tokens/pairTest";

/** Tokens by their spelling; merges as `left|right`, in order of rank. Pieces are the letters a, b and c. */
function toy(...merges: string[]): {
  readonly pairs: PairTest;
  readonly encode: (text: string) => string;
  readonly id: (spelling: string) => number;
} {
  const spellings = ["a", "b", "c"];
  const id = (spelling: string): number => spellings.indexOf(spelling);
  const table = new MergeTable(
    merges.map((merge) => {
      const [left = "", right = ""] = merge.split("|");
      for (const spelling of [left, right, left + right]) {
        if (id(spelling) === -1) spellings.push(spelling);
      }
      return { left: id(left), right: id(right), result: id(left + right) };
    }),
  );
  const derivations = new Derivations(spellings.length, table, (token) =>
    Array.from(spellings[token] ?? "", id),
  );
  const encode = (text: string): string =>
    mergePieces(Array.from(text, id), table)
      .map((token) => spellings[token])
      .join(" ");
  return { pairs: new PairTest(table, derivations), encode, id };
}

describe("mergePieces", () => {
  it.each([
    [["a|b", "b|c"], "abc", "ab c"],
    [["b|c", "a|b"], "abc", "a bc"],
    [["a|a"], "aaaaa", "aa aa a"],
    [["a|b", "b|a", "ab|ab"], "ababa", "abab a"],
    [["b|c", "a|bc", "a|a"], "aabc", "a abc"],
    [[], "abc", "a b c"],
    [["a|b"], "", ""],
  ])("with the merges %j writes %s as %s", (merges, text, expected) => {
    expect(toy(...merges).encode(text)).toBe(expected);
  });
});

describe("PairTest", () => {
  it.each([
    [["a|b", "b|c", "ab|c"], "ab", "c", false],
    [["a|b", "b|c", "ab|c"], "a", "bc", false],
    [["b|c", "a|b"], "a", "bc", true],
    [["b|c", "a|b"], "ab", "c", false],
    [["a|b", "b|c"], "ab", "c", true],
    // Of two places of one merge the left one goes first.
    [["a|a"], "a", "aa", false],
    [["a|a"], "aa", "a", true],
    [["a|a", "aa|a"], "aaa", "aa", false],
    // The part at the seam is used up before the merge is due.
    [["b|a", "a|c", "ba|b"], "ba", "c", true],
    [["b|a", "a|c", "c|b"], "ba", "cb", true],
    // A merge that ranks before one of its parts.
    [["bc|a", "b|c", "a|a"], "bc", "aa", false],
    [["bc|a", "b|c", "a|a"], "bca", "a", true],
  ])("with the merges %j judges %s %s right", (merges, left, right, expected) => {
    const { pairs, id, encode } = toy(...merges);
    expect(encode(left + right) === `${left} ${right}`).toBe(expected);
    expect(pairs.isCanonical(id(left), id(right))).toBe(expected);
  });

  it("takes no token that its own pieces do not merge into", () => {
    const { pairs, id, encode } = toy("a|b", "b|c", "a|bc");
    expect(encode("abc")).toBe("ab c");
    expect(pairs.isReachable(id("abc"))).toBe(false);
    expect(pairs.isCanonical(id("abc"), id("a"))).toBe(false);
    expect(pairs.isCanonical(id("c"), id("abc"))).toBe(false);
  });
});
