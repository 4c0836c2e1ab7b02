import { expect, it } from "vitest";
import { at } from "../../../src/core/at";
import type { Constraint } from "../../../src/core/constrain/constraint";
import { argmaxAdmitted } from "../../../src/core/sample/argmaxAdmitted";

function admitting(tokens: readonly number[], asked: number[] = []): Constraint<number> {
  return {
    start: () => 0,
    isFree: () => false,
    admits: (_, token) => {
      asked.push(token);
      return tokens.includes(token);
    },
    next: (state) => state,
  };
}

it.each([
  { why: "the largest", scores: [1, 3, 2], admitted: undefined, best: 1 },
  { why: "the lowest id of equals", scores: [1, 3, 3], admitted: undefined, best: 1 },
  { why: "the largest admitted", scores: [1, 3, 2], admitted: [0, 2], best: 2 },
  { why: "none if none is admitted", scores: [1, 3, 2], admitted: [], best: -1 },
  { why: "no impossible token", scores: [-Infinity, -Infinity], admitted: [0, 1], best: -1 },
])("finds $why", ({ scores, admitted, best }) => {
  const mask = admitted && { constraint: admitting(admitted), state: 0 };
  expect(argmaxAdmitted(scores.length, (id) => at(scores, id), mask)).toBe(best);
});

it("asks only about tokens that would beat the best so far", () => {
  const asked: number[] = [];
  const scores = [5, 1, 4, 6, 2];
  const mask = { constraint: admitting([0, 1, 2], asked), state: 0 };
  expect(argmaxAdmitted(scores.length, (id) => at(scores, id), mask)).toBe(0);
  expect(asked).toEqual([0, 3]);
});
