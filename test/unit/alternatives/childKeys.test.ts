import { describe, expect, it } from "vitest";
import { childKeys } from "../../../src/core/alternatives/childKeys";

describe("childKeys", () => {
  it("gives the parent's key to the child with the largest draw, and keeps the order of the others", () => {
    const keys = childKeys(Float64Array.of(-1, 2, 0.5, -30), 0.25);
    expect(keys[1]).toBe(0.25);
    expect(Array.from(keys).map((key) => key <= 0.25)).toEqual([true, true, true, true]);
    expect((keys[2] ?? NaN) > (keys[0] ?? NaN) && (keys[0] ?? NaN) > (keys[3] ?? NaN)).toBe(true);
  });

  it("is -ln(e^-T - e^-Z + e^-z)", () => {
    const [parent, largest, draw] = [-2, 1.5, 0.7];
    const expected = -Math.log(Math.exp(-parent) - Math.exp(-largest) + Math.exp(-draw));
    expect(childKeys(Float64Array.of(largest, draw), parent)[1]).toBeCloseTo(expected, 12);
  });

  it.each([
    { parentKey: -800, draws: [-790, -795] },
    { parentKey: 0, draws: [-900, -901] },
    { parentKey: 700, draws: [-900, 900] },
  ])("does not overflow: $parentKey, $draws", ({ parentKey, draws }) => {
    const keys = childKeys(Float64Array.from(draws), parentKey);
    for (const key of keys) expect(Number.isFinite(key)).toBe(true);
  });

  it("leaves out what has no draw", () => {
    expect(Array.from(childKeys(Float64Array.of(1, -Infinity), 0))).toEqual([0, -Infinity]);
    expect(childKeys(new Float64Array(0), 0)).toHaveLength(0);
  });
});
