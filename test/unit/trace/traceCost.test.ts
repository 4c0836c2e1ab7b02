import { afterEach, describe, expect, it, vi } from "vitest";
import { tokenRecycling } from "../../../src/core/decode/tokenRecycling";
import { TemperaturePicker } from "../../../src/core/sample/temperaturePicker";
import { TraceRecorder } from "../../../src/core/trace/traceRecorder";
import { decodeOnce } from "../../support/decodeOnce";
import { FakeModel, hashLogits } from "../../support/fakeModel";
import { pieceVocabulary } from "../../support/pieceVocabulary";

const request = {
  ...{ prompt: Int32Array.of(5, 6, 7), strategy: tokenRecycling, temperature: 0.7, maxTokens: 40 },
};

function aModel(): FakeModel {
  const vocabSize = pieceVocabulary.size;
  return new FakeModel({ vocabSize, logitsOf: hashLogits({ seed: 2, vocabSize, order: 1 }) });
}

describe("what a trace costs", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("is nothing where none is asked for", async () => {
    const known = vi.spyOn(TemperaturePicker.prototype, "known");
    const step = vi.spyOn(TraceRecorder.prototype, "step");
    const { trace } = await decodeOnce(aModel(), request);
    expect(trace).toBeUndefined();
    expect(known).not.toHaveBeenCalled();
    expect(step).not.toHaveBeenCalled();
  });

  it("is one look at each token's row, and a note for each token, drafted token and pass", async () => {
    const known = vi.spyOn(TemperaturePicker.prototype, "known");
    const { trace, stats } = await decodeOnce(aModel(), { ...request, isTraced: true });
    const numVerified = stats.numPasses + stats.numAcceptedTokens;
    expect(known).toHaveBeenCalledTimes(numVerified);
    expect(trace?.tokens).toHaveLength(numVerified - stats.numCutTokens);
    expect(trace?.passes).toHaveLength(stats.numPasses);
    expect(trace?.passes.flatMap(({ nodes }) => nodes)).toHaveLength(stats.numDraftTokens);
    expect(stats.numAcceptedTokens).toBeGreaterThan(0);
  });
});
