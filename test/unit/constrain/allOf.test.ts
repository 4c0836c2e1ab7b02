import { describe, expect, it } from "vitest";
import { allOf } from "../../../src/core/constrain/allOf";
import type { Constraint } from "../../../src/core/constrain/constraint";
import { CountedConstraint } from "../../../src/core/constrain/countedConstraint";
import { checkConstraint } from "../../support/laws/constraintLaws";

/** Admits multiples of `divisor`, and everything from the second token on if `isShort`. */
function multiplesOf(divisor: number, isShort = false): Constraint<number> {
  const isFree = (numTokens: number): boolean => isShort && numTokens >= 1;
  return {
    start: () => 0,
    isFree,
    admits: (numTokens, token) => isFree(numTokens) || token % divisor === 0,
    next: (numTokens) => numTokens + 1,
  };
}

describe("allOf", () => {
  const both = allOf([multiplesOf(2, true), multiplesOf(3)]);

  it("admits what all admit, and keeps a state for each", () => {
    const tokens = Array.from({ length: 13 }, (_, token) => token);
    const admittedIn = (state: readonly unknown[]): number[] =>
      tokens.filter((token) => both.admits(state, token));
    expect(admittedIn(both.start())).toEqual([0, 6, 12]);
    expect(admittedIn(both.next(both.start(), 6))).toEqual([0, 3, 6, 9, 12]);
  });

  it("is free when all are", () => {
    expect(both.isFree(both.next(both.start(), 6))).toBe(false);
    const short = allOf([multiplesOf(2, true), multiplesOf(3, true)]);
    expect(short.isFree(short.start())).toBe(false);
    expect(short.isFree(short.next(short.start(), 6))).toBe(true);
    expect(allOf([]).isFree([])).toBe(true);
  });

  it("asks in order, until one refuses, and none that is free", () => {
    const first = new CountedConstraint(multiplesOf(2, true));
    const second = new CountedConstraint(multiplesOf(3));
    const counted = allOf([first, second]);
    counted.admits(counted.start(), 5);
    expect([first.numEvaluations, second.numEvaluations]).toEqual([1, 0]);
    counted.admits(counted.start(), 4);
    expect([first.numEvaluations, second.numEvaluations]).toEqual([2, 1]);
    counted.admits(counted.next(counted.start(), 6), 4);
    expect([first.numEvaluations, second.numEvaluations]).toEqual([2, 2]);
  });

  it("forces what one of them forces, also where it is counted", () => {
    const forcing: Constraint<number> = {
      ...multiplesOf(2),
      admits: (numTokens, token) => token === 6 - 6 * numTokens,
      isFree: (numTokens) => numTokens > 1,
      forced: (numTokens) => [6, 0].slice(numTokens),
    };
    const forced = allOf([multiplesOf(3), new CountedConstraint(forcing)]);
    expect(forced.forced?.(forced.start())).toEqual([6, 0]);
    expect(forced.forced?.(forced.next(forced.start(), 6))).toEqual([0]);
    expect(both.forced?.(both.start())).toBeUndefined();
  });

  it("obeys the laws of constraints", () => {
    checkConstraint(both, 13);
    checkConstraint(allOf([]), 13);
  });
});

describe("CountedConstraint", () => {
  it("answers as the constraint does", () => {
    const counted = new CountedConstraint(multiplesOf(3, true));
    expect(counted.admits(counted.start(), 3)).toBe(true);
    expect(counted.admits(counted.start(), 4)).toBe(false);
    expect(counted.isFree(counted.next(counted.start(), 3))).toBe(true);
    expect(counted.numEvaluations).toBe(2);
    checkConstraint(counted, 13);
  });
});
