import { describe, expect, it } from "vitest";
import { costFigures, costSection } from "../../../../src/core/stats/panel/cost";

const measured = {
  points: [
    { numNodes: 1, ms: 40 },
    { numNodes: 2, ms: 44 },
    { numNodes: 4, ms: 52 },
    { numNodes: 64, ms: 520 },
  ],
  at: 0,
  threads: 4,
  context: 1_024,
};
const unseen = { chances: [], passes: [], passesPerSize: [] };

describe("costSection", () => {
  it("draws up to 32 tokens, at the sizes that were measured", () => {
    const section = costSection(measured, unseen);
    expect([section?.n, section?.c, section?.expected]).toEqual([[1, 2, 4], [1, 1.1, 1.3], []]);
  });

  it("chooses the size that promises most, measured or not", () => {
    // 1.9 / 1.1, 2.7 / 1.2, 2.75 / 1.3: the third is on the line between two measured ones.
    const section = costSection(measured, { ...unseen, chances: [0.9, 0.8, 0.05] });
    expect([section?.n, section?.chosen]).toEqual([[1, 2, 3, 4], 3]);
    expect(section && costFigures(section)).toEqual({ chosen: 3, cost: 1.2, speedUp: 2.3 });
  });

  it("names the most frequent size while nothing is known of drafts", () => {
    const section = costSection(measured, { ...unseen, passesPerSize: [3, 5, 4] });
    expect([section?.chosen, section?.n]).toEqual([2, [1, 2, 4]]);
  });

  it("notices that the machine has become slower or faster", () => {
    const passes = [
      { numNodes: 2, ms: 88 },
      { numNodes: 1, ms: 80 },
      { numNodes: 4, ms: 900 },
    ];
    const section = costSection(measured, { ...unseen, passes });
    expect(section?.nowT1Ms).toBeCloseTo(80);
    expect(section && costFigures(section).drift).toBe("slower");
    expect(section && costFigures({ ...section, nowT1Ms: 33 }).drift).toBe("faster");
    expect(section && costFigures({ ...section, nowT1Ms: 47 }).drift).toBeUndefined();
  });

  it("needs a pass of one token", () => {
    expect(costSection({ ...measured, points: measured.points.slice(1) }, unseen)).toBeUndefined();
    expect(costSection({ ...measured, points: [] }, unseen)).toBeUndefined();
  });
});
