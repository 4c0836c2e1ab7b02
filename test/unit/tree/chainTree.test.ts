import { expect, it } from "vitest";
import { chainTree } from "../../../src/core/tree/chainTree";

it("hangs each token below the one before", () => {
  expect(chainTree(Int32Array.of(5, 6, 6))).toEqual({
    size: 3,
    tokens: Int32Array.of(5, 6, 6),
    parents: Int32Array.of(-1, 0, 1),
    depths: Int32Array.of(0, 1, 2),
  });
});

it("has no tree for no tokens", () => {
  expect(() => chainTree(new Int32Array(0))).toThrow("at least its root");
});
