import { describe, expect, it } from "vitest";
import { rotaryCaches, rotaryFrequencies } from "../../../../src/runtime/graph/rotary";

const plain = { theta: 10_000, scaling: { kind: "none" } } as const;

describe("rotaryFrequencies", () => {
  it("falls from one radian a position by equal ratios", () => {
    const [a = 0, b = 0, c = 0, d = 0] = rotaryFrequencies(8, plain);
    expect([a, b, c, d].map((x) => Number(x.toFixed(9)))).toEqual([1, 0.1, 0.01, 0.001]);
  });

  it("divides all by the factor of linear scaling", () => {
    const scaled = rotaryFrequencies(8, { ...plain, scaling: { kind: "linear", factor: 4 } });
    expect(Array.from(scaled)).toEqual(Array.from(rotaryFrequencies(8, plain), (x) => x / 4));
  });

  it("divides each by its own factor where a file gives them", () => {
    const factors = Float32Array.of(1, 2, 4, 8);
    const scaled = rotaryFrequencies(8, { ...plain, scaling: { kind: "factors", factors } });
    expect(Array.from(scaled)).toEqual(
      Array.from(rotaryFrequencies(8, plain), (x, i) => x / 2 ** i),
    );
  });

  it("keeps what turns often and divides what turns rarely, by Llama 3's rule", () => {
    const scaling = {
      kind: "llama3",
      factor: 8,
      lowFrequencyFactor: 1,
      highFrequencyFactor: 4,
      originalPositions: 100,
    } as const;
    const before = rotaryFrequencies(8, plain);
    const after = rotaryFrequencies(8, { ...plain, scaling });
    // Turns in 100 positions: 16, 1.6, 0.16, 0.016.
    expect(after[0]).toBe(before[0]);
    const share = (100 * 0.1) / (2 * Math.PI) / 3 - 1 / 3;
    expect(after[1]).toBeCloseTo((0.1 / 8) * (1 - share) + 0.1 * share, 12);
    expect(after[2]).toBeCloseTo(0.01 / 8, 15);
  });

  it("keeps what turns often and divides what turns rarely, by YaRN's ramp", () => {
    const scaling = {
      kind: "yarn",
      factor: 4,
      betaFast: 32,
      betaSlow: 1,
      originalPositions: 2048,
      attentionFactor: 1.25,
    } as const;
    const before = rotaryFrequencies(64, plain);
    const after = rotaryFrequencies(64, { ...plain, scaling });
    const turns = (i: number): number => (2048 * (before[i] ?? 0)) / (2 * Math.PI);
    for (let i = 0; i < 32; i++) {
      const ratio = (before[i] ?? 0) / (after[i] ?? 1);
      // The ramp's ends are rounded outwards to whole pairs.
      if (turns(i) > 32 * 1.4) expect(ratio).toBeCloseTo(1, 9);
      if (turns(i) < 1 / 1.4) expect(ratio).toBeCloseTo(4, 9);
      if (i > 0)
        expect(ratio).toBeGreaterThanOrEqual((before[i - 1] ?? 0) / (after[i - 1] ?? 1) - 1e-9);
    }
    const { cos } = rotaryCaches(2, 64, { ...plain, scaling });
    expect(cos[0]).toBe(1.25);
  });
});
