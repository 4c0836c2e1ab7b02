import { describe, expect, it } from "vitest";
import { CostModel } from "../../../src/core/cost/costModel";
import { seededRandom } from "../../support/randomTree";

/** Passes of a machine on which a node costs 2 ms, a pass 10 ms more, and each row in the cache 0.01 ms for each node. */
const truth = (numNodes: number, cachedLength: number): number =>
  10 + 2 * numNodes + 0.01 * numNodes * cachedLength;

const measured = new CostModel(
  [1, 2, 3, 4, 6, 8, 12, 16, 24, 32].flatMap((numNodes) =>
    [30, 300].map((cachedLength) => ({
      numNodes,
      cachedLength,
      ms: truth(numNodes, cachedLength),
    })),
  ),
);

describe("CostModel", () => {
  it("lies on what was measured, and on the lines between, for other lengths too", () => {
    for (const numNodes of [1, 2, 5, 7, 10, 20, 32]) {
      for (const cachedLength of [0, 30, 700]) {
        expect(measured.ms(numNodes, cachedLength)).toBeCloseTo(truth(numNodes, cachedLength), 6);
      }
    }
  });

  it("goes on beyond the largest measured size in the usual form", () => {
    expect(measured.ms(64, 0) / measured.ms(32, 0)).toBeCloseTo(10.3 / 5.49, 6);
    expect(measured.ms(128, 0)).toBeGreaterThan(measured.ms(64, 0));
  });

  it("fits the usual form to what little was measured", () => {
    const model = new CostModel([{ numNodes: 1, cachedLength: 0, ms: 80 }]);
    expect(model.ms(4, 0)).toBeCloseTo(80 * 1.46, 6);
  });

  it("takes the median where a size was timed several times", () => {
    const times = [5, 90, 6, 7, 4];
    const model = new CostModel(times.map((ms) => ({ numNodes: 1, cachedLength: 0, ms })));
    expect(model.ms(1, 0)).toBe(6);
  });

  it("never says that more nodes cost less, whatever was timed", () => {
    const random = seededRandom(8);
    for (let trial = 0; trial < 200; trial++) {
      const points = Array.from({ length: 8 }, () => ({
        numNodes: 1 + Math.floor(40 * random()),
        cachedLength: Math.floor(500 * random()),
        ms: 1 + 9 * random(),
      }));
      const model = new CostModel(points);
      for (let i = 0; i < 50; i++) {
        model.observe(1 + Math.floor(70 * random()), Math.floor(900 * random()), 20 * random());
        const costs = Array.from({ length: 80 }, (_, n) => model.ms(n + 1, 100));
        expect(costs).toEqual(costs.toSorted((a, b) => a - b));
        expect(Math.min(...costs)).toBeGreaterThan(0);
      }
    }
  });

  it("has no unit before the first pass, and that pass's afterwards", () => {
    const model = new CostModel();
    expect(model.isTimed).toBe(false);
    const usual = model.ms(8, 0) / model.ms(1, 0);
    model.observe(8, 50, 44);
    expect(model.isTimed).toBe(true);
    expect(model.ms(8, 50)).toBeCloseTo(44, 6);
    expect(model.ms(8, 0) / model.ms(1, 0)).toBeCloseTo(usual, 6);
  });

  it("learns nothing from a clock that stands still", () => {
    const model = new CostModel();
    model.observe(1, 0, 0);
    expect(model.isTimed).toBe(false);
  });

  it("comes to agree with the passes that are made, from whatever form", () => {
    const model = new CostModel();
    for (let i = 0; i < 800; i++) {
      for (const numNodes of [1, 4, 16]) model.observe(numNodes, 0, 5 * numNodes ** 0.5);
    }
    for (const numNodes of [1, 4, 16]) {
      expect(model.ms(numNodes, 0) / (5 * numNodes ** 0.5)).toBeCloseTo(1, 2);
    }
  });

  it("follows a machine that slows down in all sizes at once", () => {
    const model = new CostModel([{ numNodes: 1, cachedLength: 0, ms: 10 }]);
    const before = model.ms(16, 0);
    for (let i = 0; i < 40; i++) model.observe(1, 0, 20);
    expect(model.ms(1, 0)).toBeGreaterThan(19);
    expect(model.ms(16, 0)).toBeGreaterThan(1.4 * before);
  });

  it("is not led astray by one pass that was held up", () => {
    const model = new CostModel([{ numNodes: 1, cachedLength: 0, ms: 10 }]);
    model.observe(1, 0, 10_000);
    expect(model.ms(1, 0)).toBeLessThan(11.2);
  });
});
