import { beforeEach, describe, expect, it } from "vitest";
import { Sequence } from "../../../src/core/model/sequence";
import { chainTree } from "../../../src/core/tree/chainTree";
import { FakeModel, hashLogits } from "../../support/fakeModel";

let model: FakeModel;
let sequence: Sequence;

beforeEach(() => {
  model = new FakeModel({ vocabSize: 16, logitsOf: hashLogits({ seed: 1, vocabSize: 16 }) });
  sequence = new Sequence(model);
});

async function keep(...tokens: number[]): Promise<void> {
  const output = await model.forward(chainTree(Int32Array.from(tokens)), new Int32Array(0));
  sequence.keep(output, Int32Array.from(tokens.keys()));
}

describe("Sequence", () => {
  it("notes what it keeps", async () => {
    await keep(1, 2, 3);
    expect(sequence.cachedLength).toBe(3);
    expect(model.cachedTokens).toEqual([1, 2, 3]);
  });

  it.each([
    { prompt: [1, 2, 3, 4, 5], numShared: 3 },
    { prompt: [1, 2, 9], numShared: 2 },
    { prompt: [9, 1, 2], numShared: 0 },
    // The last token of a prompt is fed anew.
    { prompt: [1, 2, 3], numShared: 2 },
    { prompt: [1], numShared: 0 },
  ])("keeps $numShared rows for $prompt", async ({ prompt, numShared }) => {
    await keep(1, 2, 3);
    expect(sequence.reuse(Int32Array.from(prompt))).toBe(numShared);
    expect(model.cachedTokens).toEqual([1, 2, 3].slice(0, numShared));
    expect(sequence.cachedLength).toBe(numShared);
  });

  it("notes nothing when the model fails to keep", async () => {
    await keep(1);
    model.beforeKeep = () => {
      throw new Error("no memory");
    };
    await expect(keep(2)).rejects.toThrow("no memory");
    expect(sequence.cachedLength).toBe(1);
  });

  it("recovers from rows that it does not know of", async () => {
    await keep(1);
    const output = await model.forward(chainTree(Int32Array.of(2)), new Int32Array(0));
    model.keep(output, Int32Array.of(0));
    expect(sequence.reuse(Int32Array.of(1, 2, 3))).toBe(1);
    expect(model.cachedTokens).toEqual([1]);
  });
});
