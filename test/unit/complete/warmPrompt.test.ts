import { describe, expect, it } from "vitest";
import { Completer } from "../../../src/core/complete/completer";
import { findMarks } from "../../../src/core/complete/fimMarks";
import { defaultOptions, type CompletionRequest } from "../../../src/core/complete/request";
import { neverCancelled, type Clock } from "../../../src/core/ports";
import { foundPromptWarm } from "../../../src/core/stats/promptWarmth";
import { authorModel } from "../../support/authorModel";
import { FakeClock } from "../../support/fakeClock";
import type { FakeModel } from "../../support/fakeModel";
import { toyFormat } from "../../support/toyFormat";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();
const code = `${"let foo = 123;\n".repeat(12)}return foo;\n`;
const request: CompletionRequest = {
  documentId: "a.ts",
  path: "a.ts",
  prefix: code.slice(0, code.indexOf("return ") + 7),
  suffix: "\n",
  shape: "line",
};

function setUp(clock: Clock = new FakeClock()): { model: FakeModel; completer: Completer } {
  const model = authorModel(code, { vocabulary, marks: findMarks(toyFormat, vocabulary) });
  return { model, completer: new Completer({ model, vocabulary, format: toyFormat, clock }) };
}

describe("warming a prompt", () => {
  it("feeds all of the prompt that can be fed, so that the request runs none of it", async () => {
    const { completer } = setUp();
    const { tokens } = completer.prepare(request, defaultOptions);
    const warmth = await completer.warm(request, defaultOptions, neverCancelled);
    expect(warmth).toEqual({ numTokens: tokens.length - 1, isComplete: true });
    const outcome = await completer.complete(request, defaultOptions, neverCancelled);
    expect(outcome.stats).toMatchObject({ numReusedTokens: tokens.length - 1 });
    expect(outcome.stats && foundPromptWarm(outcome.stats)).toBe(true);
  });

  it("changes no text", async () => {
    const cold = await setUp().completer.complete(request, defaultOptions, neverCancelled);
    const { completer } = setUp();
    await completer.warm(request, defaultOptions, neverCancelled);
    const warm = await completer.complete(request, defaultOptions, neverCancelled);
    expect(cold).toMatchObject({ kind: "suggestion" });
    expect(warm).toMatchObject({ kind: "suggestion", text: "text" in cold ? cold.text : "" });
    expect(cold.stats && foundPromptWarm(cold.stats)).toBe(false);
  });

  it("forgets nothing of a suggestion that may be accepted", async () => {
    const { model, completer } = setUp();
    await completer.complete(request, defaultOptions, neverCancelled);
    const { cachedTokens, numForwards } = model;
    const warmth = await completer.warm(request, defaultOptions, neverCancelled);
    expect(warmth.isComplete).toBe(true);
    expect(cachedTokens.length).toBeGreaterThan(warmth.numTokens);
    expect([model.cachedTokens, model.numForwards]).toEqual([cachedTokens, numForwards]);
  });

  it("stops after the chunk in which it is withdrawn, and what was fed stays", async () => {
    const { model, completer } = setUp();
    const numPasses = 3;
    const cancellation = {
      get isCancelled() {
        return model.numForwards >= numPasses;
      },
    };
    const warmth = await completer.warm(request, defaultOptions, cancellation);
    expect(warmth.isComplete).toBe(false);
    expect(model.numForwards).toBe(numPasses);
    expect(model.cachedLength).toBe(warmth.numTokens);
    // It goes on from there.
    const again = await completer.warm(request, defaultOptions, neverCancelled);
    expect(again.isComplete).toBe(true);
    expect(again.numTokens).toBeGreaterThan(warmth.numTokens);
  });

  it("feeds in chunks that take as long as they may", async () => {
    const clock = new FakeClock();
    const { model, completer } = setUp(clock);
    const chunkMs: number[] = [];
    let before = 0;
    // A pass takes two milliseconds a token.
    model.beforeForward = () => {
      chunkMs.push(2 * (model.numNodes - before));
      clock.nowMs += 2 * (model.numNodes - before);
      before = model.numNodes;
    };
    await completer.warm(request, defaultOptions, neverCancelled);
    expect(chunkMs.length).toBeGreaterThan(2);
    expect(Math.max(...chunkMs)).toBeLessThanOrEqual(64);
  });

  it("has nothing to feed where nothing is written, or nobody wants it", async () => {
    const { model, completer } = setUp();
    const empty = { ...request, prefix: " \n", suffix: "" };
    expect(await completer.warm(empty, defaultOptions, neverCancelled)).toEqual({
      numTokens: 0,
      isComplete: true,
    });
    expect(await completer.warm(request, defaultOptions, { isCancelled: true })).toEqual({
      numTokens: 0,
      isComplete: false,
    });
    expect(model.numForwards).toBe(0);
  });

  it("refuses options that no request could have", async () => {
    const { completer } = setUp();
    const options = { ...defaultOptions, strategy: "clairvoyance" };
    await expect(completer.warm(request, options, neverCancelled)).rejects.toMatchObject({
      code: "user/bad-argument",
    });
  });
});
