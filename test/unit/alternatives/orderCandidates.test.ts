import { describe, expect, it } from "vitest";
import { candidateName } from "../../../src/core/alternatives/candidateName";
import { orderCandidates } from "../../../src/core/alternatives/orderCandidates";

const orderOf = (first: string, others: readonly (readonly [string, number])[]): string[] =>
  orderCandidates(
    first,
    others.map(([suggestion, probability]) => ({
      suggestion,
      meanLogProbability: Math.log(probability),
    })),
  ).map(({ suggestion }) => suggestion);

describe("orderCandidates", () => {
  it("puts what agrees with the others first", () => {
    const others = [
      ["zzzz", 0.5],
      ["abcx", 0.5],
    ] as const;
    expect(orderOf("abcd", others)).toEqual(["abcx", "zzzz"]);
  });

  it("puts the more probable of two that agree alike first", () => {
    const others = [
      ["abcx", 0.3],
      ["abcy", 0.4],
    ] as const;
    expect(orderOf("abcd", others)).toEqual(["abcy", "abcx"]);
  });

  it("adds both shares", () => {
    // Similarities: 3/4 and 1/4 to the first, 1/4 to each other; means 0.5 and 0.25.
    const others = [
      ["abcx", 0.2],
      ["axyz", 0.5],
    ] as const;
    expect(orderOf("abcd", others)).toEqual(["axyz", "abcx"]);
  });

  it("has nothing to do with none or one", () => {
    expect(orderOf("a", [])).toEqual([]);
    expect(orderOf("a", [["b", 0.1]])).toEqual(["b"]);
  });
});

it.each([
  ["a + b", "a+b", true],
  ["  x;\n\ty;\n", "x;y;", true],
  ["a-b", "a+b", false],
])("candidateName: %j and %j", (a, b, isSame) => {
  expect(candidateName(a) === candidateName(b)).toBe(isSame);
});
