import { describe, expect, it } from "vitest";
import { measureCost } from "../../../src/core/cost/measureCost";
import { FakeClock } from "../../support/fakeClock";
import { FakeModel, hashLogits } from "../../support/fakeModel";

/** A model whose passes take the clock as long as `msOf` says, and the sizes of the passes. */
function timedModel(
  msOf: (numNodes: number, cachedLength: number) => number,
  maxLength = 4096,
): { readonly model: FakeModel; readonly clock: FakeClock; readonly sizes: number[] } {
  const clock = new FakeClock();
  const model = new FakeModel({
    vocabSize: 8,
    logitsOf: hashLogits({ seed: 1, vocabSize: 8, order: 1 }),
    maxLength,
  });
  const sizes: number[] = [];
  const forward = model.forward.bind(model);
  model.forward = (tree, ...rest) => {
    sizes.push(tree.size);
    clock.nowMs += msOf(tree.size, model.cachedLength);
    return forward(tree, ...rest);
  };
  return { model, clock, sizes };
}

describe("measureCost", () => {
  it("finds what passes cost, and leaves the cache empty", async () => {
    const truth = (n: number, length: number): number => 1 + 0.2 * n + 0.001 * n * length;
    const { model, clock } = timedModel(truth);
    const cost = await measureCost(model, clock, 1e6);
    for (const numNodes of [1, 2, 3, 5, 12, 30]) {
      for (const length of [10, 500]) {
        expect(cost.ms(numNodes, length)).toBeCloseTo(truth(numNodes, length), 6);
      }
    }
    expect(model.cachedLength).toBe(0);
  });

  it("keeps to its time: of a large model a few sizes at one length", async () => {
    const { model, clock, sizes } = timedModel((n) => 80 + 10 * n);
    const cost = await measureCost(model, clock, 1000);
    expect(clock.nowMs).toBeLessThan(1000 + 240);
    expect(sizes.filter((size) => size < 32)).toEqual([1, 1, 2, 4, 8, 16]);
    expect(cost.ms(8, 32)).toBeCloseTo(160, 6);
    expect(cost.ms(12, 32)).toBeCloseTo(200, 6);
  });

  it("times small passes behind their like, not behind large ones that emptied the processor's caches", async () => {
    let last = 1;
    const { model, clock } = timedModel((n) => {
      const isCold = last > 2 * n;
      last = n;
      return n + (isCold ? 0.5 : 0);
    });
    const cost = await measureCost(model, clock, 1e6);
    expect(cost.ms(1, 0)).toBeCloseTo(1, 6);
    expect(cost.ms(2, 0)).toBeCloseTo(2, 6);
  });

  it("makes at least the first pass, however little time there is", async () => {
    const { model, clock } = timedModel(() => 50);
    expect((await measureCost(model, clock, 0)).ms(1, 0)).toBeCloseTo(50, 6);
  });

  it("measures nothing with a model that holds too few tokens", async () => {
    const { model, clock, sizes } = timedModel(() => 50, 40);
    expect((await measureCost(model, clock, 1e6)).isTimed).toBe(false);
    expect(sizes).toEqual([]);
  });

  it("leaves the cache empty also where a pass fails", async () => {
    const { model, clock } = timedModel(() => 1);
    model.beforeForward = () => {
      if (model.numForwards === 7) throw new Error("no memory");
    };
    await expect(measureCost(model, clock, 1e6)).rejects.toThrow("no memory");
    expect(model.cachedLength).toBe(0);
  });
});
