import { describe, expect, it } from "vitest";
import { measureSpeed } from "../../../src/engine/measureSpeed";
import { FakeClock } from "../../support/fakeClock";
import { FakeModel, hashLogits } from "../../support/fakeModel";

function modelOf(maxLength = 64): FakeModel {
  return new FakeModel({
    vocabSize: 16,
    logitsOf: hashLogits({ seed: 1, vocabSize: 16 }),
    maxLength,
  });
}

describe("measureSpeed", () => {
  it("tells the time of a token and of a prompt's token, and leaves the cache empty", async () => {
    const model = modelOf();
    const clock = new FakeClock();
    let numPasses = 0;
    model.beforeForward = () => {
      numPasses += 1;
      // The first pass takes longest, the second one has the prompt.
      clock.nowMs += [500, 64][numPasses - 1] ?? 10 + numPasses;
    };
    expect(await measureSpeed(model, clock)).toEqual({ msPerToken: 13, msPerPromptToken: 2 });
    expect(model.cachedLength).toBe(0);
  });

  it("fits into a small model, and is nothing for one that holds nothing", async () => {
    await measureSpeed(modelOf(12), new FakeClock());
    expect(await measureSpeed(modelOf(4), new FakeClock())).toEqual({
      msPerToken: 0,
      msPerPromptToken: 0,
    });
  });

  it("leaves the cache empty when a pass fails", async () => {
    const model = modelOf();
    model.beforeForward = () => {
      if (model.cachedLength > 2) throw new Error("no memory");
    };
    await expect(measureSpeed(model, new FakeClock())).rejects.toThrow("no memory");
    expect(model.cachedLength).toBe(0);
  });
});
