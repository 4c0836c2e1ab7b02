import { describe, expect, it } from "vitest";
import type { CheckRun } from "../../../src/core/check/checkModel";
import { chooseWay, type WayRuns } from "../../../src/core/check/chooseWay";
import type { CompletionCase } from "../../../src/core/check/completionCase";
import type { PromptWay } from "../../../src/core/check/promptWays";
import { emptyStats } from "../../../src/core/stats/decodeStats";

const completionCase: CompletionCase = {
  id: "a",
  kind: "mid",
  path: "a.ts",
  prefix: "a",
  suffix: "",
  expected: "b",
};

/** @param exact "1" for each case that came out right; @param bits of each case, by characters */
function ways(
  rows: readonly (readonly [way: string, exact: string, bits: number | readonly number[]])[],
): readonly WayRuns[] {
  return rows.map(([name, exact, bits]) => {
    const [holeStart, layout] = name.split(" ") as [PromptWay["holeStart"], PromptWay["layout"]];
    const way = { holeStart, layout };
    const runs = Array.from(exact, (digit, index): CheckRun => {
      const own = typeof bits === "number" ? bits : bits[index];
      return {
        ...way,
        completionCase,
        healing: "exact",
        isExact: digit === "1",
        truth: own === undefined ? undefined : { bits: 10 * own, numCharacters: 10 },
        numRecomputed: 0,
        stats: emptyStats,
      };
    });
    return { way, runs };
  });
}

const chosen = (...rows: Parameters<typeof ways>[0]): string => {
  const way = chooseWay(ways(rows));
  return `${String(way?.holeStart)} ${String(way?.layout)}`;
};

const half = "10".repeat(12);
/** Three of 24 more: chance. */
const more = "11".repeat(3) + "10".repeat(9);
const most = "1110".repeat(6);
const few = "1000".repeat(6);

describe("chooseWay", () => {
  it("takes the way that is right clearly more often", () => {
    expect(
      chosen(
        ["cursor prefix-first", most, 2],
        ["line prefix-first", few, 1],
        ["window prefix-first", few, 1],
      ),
    ).toBe("cursor prefix-first");
  });

  it("asks for few bits where exact matches tell nothing", () => {
    expect(
      chosen(
        ["line prefix-first", half, 1],
        ["block prefix-first", more, 1.2],
        ["window prefix-first", half, 1.5],
      ),
    ).toBe("line prefix-first");
  });

  it("passes over few bits that are chance", () => {
    const noisy = Array.from(half, (_, index) => (index % 2 === 0 ? 0.5 : 1.4));
    expect(chosen(["line prefix-first", half, noisy], ["window prefix-first", half, 1])).toBe(
      "window prefix-first",
    );
  });

  it("gives ties to the start that keeps the cache", () => {
    expect(chosen(["cursor prefix-first", more, 0.5], ["line prefix-first", half, 1])).toBe(
      "line prefix-first",
    );
    expect(chosen(["cursor suffix-first", half, 1], ["cursor prefix-first", half, 0.5])).toBe(
      "cursor suffix-first",
    );
  });

  it("gives what is left to the start that moves most seldom, and to the documented layout", () => {
    expect(
      chosen(
        ["line prefix-first", half, 1],
        ["block prefix-first", half, 1],
        ["window suffix-first", half, 1],
        ["window prefix-first", half, 1],
      ),
    ).toBe("window prefix-first");
  });

  it("does not need bits", () => {
    expect(chosen(["line prefix-first", more, []], ["window prefix-first", half, [1]])).toBe(
      "window prefix-first",
    );
  });

  it("chooses none of none", () => {
    expect(chooseWay([])).toBeUndefined();
  });
});
