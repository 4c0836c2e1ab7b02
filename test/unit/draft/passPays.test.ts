import { describe, expect, it } from "vitest";
import { passPays } from "../../../src/core/draft/passPays";

const flat = (): number => 100;

describe("one more pass of a draft model", () => {
  it.each([
    [10, true],
    [60, false],
  ])("of %s ms pays as in the worked example: %s", (passMs, pays) => {
    const prospect = { chances: [0.8], hopes: [0.64], spentMs: 10, passMs };
    expect(passPays(prospect, flat)).toBe(pays);
  });

  it("does not pay where nodes cost as much as they bring", () => {
    const prospect = { chances: [0.8], hopes: [0.64], spentMs: 0, passMs: 0 };
    expect(passPays(prospect, (numNodes) => 100 * numNodes)).toBe(false);
  });

  it("is weighed against what would be checked, not against all that was drafted", () => {
    // Four unlikely tokens would never be checked, so they do not make a likely one dearer.
    const prospect = {
      chances: [0.01, 0.01, 0.8, 0.01, 0.01],
      hopes: [0.7],
      spentMs: 5,
      passMs: 5,
    };
    expect(passPays(prospect, (numNodes) => 100 + 20 * (numNodes - 1))).toBe(true);
  });

  it("pays sooner the more was spent on the draft already", () => {
    const at = (spentMs: number): boolean =>
      passPays({ chances: [0.9], hopes: [0.1], spentMs, passMs: 10 }, flat);
    expect(at(0)).toBe(false);
    // What is spent is spent.
    expect(at(1000)).toBe(true);
  });

  it("pays as long as nobody knows what it costs", () => {
    const prospect = { chances: [0.9], hopes: [1e-6], spentMs: 10 };
    expect(passPays({ ...prospect, passMs: undefined }, flat)).toBe(true);
    expect(passPays({ ...prospect, passMs: 10 }, undefined)).toBe(true);
    expect(passPays({ ...prospect, passMs: 10 }, flat)).toBe(false);
  });
});
