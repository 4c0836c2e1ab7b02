import { describe, expect, it } from "vitest";
import { FadingRatio } from "../../../src/core/cost/fadingRatio";

const start = { value: 2, per: 8 };

describe("FadingRatio", () => {
  it("begins with what is believed, as firmly as was said", () => {
    const ratio = new FadingRatio(0, start);
    expect(ratio.value).toBe(2);
    ratio.add(0, 8);
    expect(ratio.value).toBe(1);
  });

  it("counts a large part for more than a small one", () => {
    const ratio = new FadingRatio(0, { value: 0, per: 0 });
    ratio.add(1, 1);
    ratio.add(0, 3);
    expect(ratio.value).toBe(0.25);
  });

  it("forgets what is old", () => {
    const ratio = new FadingRatio(1 / 32, start);
    for (let i = 0; i < 300; i++) ratio.add(3, 1);
    expect(ratio.value).toBeCloseTo(3, 3);
    for (let i = 0; i < 300; i++) ratio.add(1, 2);
    expect(ratio.value).toBeCloseTo(0.5, 3);
  });

  it("moves half of the way to another value, and stays as firm", () => {
    const ratio = new FadingRatio(0, start);
    ratio.halfwayTo(1);
    expect(ratio.value).toBe(1.5);
    ratio.add(0, 8);
    expect(ratio.value).toBe(0.75);
  });
});
