import { describe, expect, it } from "vitest";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import { GreedyPicker } from "../../../src/core/sample/greedyPicker";
import { penalised, recentTokens } from "../../../src/core/sample/repetition";
import { RowOutput } from "../../support/rowOutput";

const tree = {
  size: 4,
  tokens: Int32Array.of(10, 11, 12, 13),
  parents: Int32Array.of(-1, 0, 0, 2),
  depths: Int32Array.of(0, 1, 1, 2),
};

function recent(history: readonly number[], node: number): number[] {
  const repetition = { penalty: 1.1, history: () => history, isMark: (token: number) => token < 2 };
  return Array.from(recentTokens(repetition, tree, node)).sort((a, b) => a - b);
}

describe("recentTokens", () => {
  it("takes the node's own path and the tokens before the root", () => {
    expect(recent([3, 4], 0)).toEqual([3, 4, 10]);
    expect(recent([3, 4], 1)).toEqual([3, 4, 10, 11]);
    expect(recent([3, 4], 3)).toEqual([3, 4, 10, 12, 13]);
  });

  it("looks 64 tokens back, marks not counted", () => {
    const history = Array.from({ length: 100 }, (_, i) => 100 + i);
    expect(recent(history, 3)).toEqual([10, 12, 13, ...history.slice(-61)]);
    const marked = history.flatMap((token) => [token, 0, 1]);
    expect(recent(marked, 3)).toEqual([10, 12, 13, ...history.slice(-61)]);
  });

  it("is empty without a penalty", () => {
    expect(recentTokens(undefined, tree, 3).size).toBe(0);
  });
});

describe("penalised", () => {
  it.each([
    [3, 1.5],
    [-3, -6],
    [0, 0],
  ])("makes %s at a penalty of 2 %s", (logit, expected) => {
    expect(penalised(logit, 2)).toBe(expected);
  });
});

describe("the greedy picker under a penalty", () => {
  const logits = Float32Array.of(4, 3, 2.5, 2.4, -1);

  it.each([
    { history: [], token: 1, numFullRows: 0, why: "the root, token 0, falls behind" },
    { history: [1, 2], token: 3, numFullRows: 1, why: "one from outside the top K leads" },
    { history: [1, 2, 3], token: 0, numFullRows: 1, why: "all are penalised" },
  ])("takes $token where $why", async ({ history, token, numFullRows }) => {
    const picker = new GreedyPicker({ penalty: 2, history: () => history, isMark: () => false });
    const output = new RowOutput(logits, 3);
    expect(await picker.pick(output, 0, unconstrained, 0)).toBe(token);
    expect(output.numFullRows).toBe(numFullRows);
  });
});
