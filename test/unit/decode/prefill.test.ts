import { describe, expect, it } from "vitest";
import { prefill } from "../../../src/core/decode/prefill";
import type { Drafter } from "../../../src/core/draft/drafter";
import { NoDraft } from "../../../src/core/draft/noDraft";
import { Sequence } from "../../../src/core/model/sequence";
import { at } from "../../../src/core/at";
import { FakeModel, hashLogits } from "../../support/fakeModel";

const prompt = Int32Array.of(5, 1, 4, 2, 8, 3, 7, 6, 9, 0);

function setUp(): { model: FakeModel; sequence: Sequence } {
  const model = new FakeModel({ vocabSize: 16, logitsOf: hashLogits({ seed: 1, vocabSize: 16 }) });
  return { model, sequence: new Sequence(model) };
}

const never = (): string | undefined => undefined;

/** Notes the tokens whose rows it is shown. */
function watching(numPromptRows: number, seen: number[]): Drafter {
  return Object.assign(new NoDraft(), {
    numPromptRows,
    observePrompt: (...[output, rows]: Parameters<Drafter["observePrompt"]>) => {
      for (const node of rows) {
        expect(output.row(node).ids.length).toBeGreaterThan(0);
        seen.push(at(output.tree.tokens, node));
      }
    },
  });
}

describe("prefill", () => {
  it.each([
    { chunkTokens: 128, numForwards: 1 },
    { chunkTokens: 9, numForwards: 1 },
    { chunkTokens: 4, numForwards: 3 },
    { chunkTokens: 1, numForwards: 9 },
  ])(
    "feeds all but the last token in chunks of $chunkTokens",
    async ({ chunkTokens, numForwards }) => {
      const { model, sequence } = setUp();
      let numChunks = 0;
      const interrupted = await prefill(prompt, {
        model,
        sequence,
        drafter: new NoDraft(),
        chunkTokens,
        interruption: never,
        onChunk: () => {
          numChunks += 1;
        },
      });
      expect(interrupted).toBeUndefined();
      expect(model.cachedTokens).toEqual(Array.from(prompt.subarray(0, 9)));
      expect(model.numForwards).toBe(numForwards);
      expect(numChunks).toBe(numForwards);
    },
  );

  it.each([
    { numPromptRows: 0, seen: [] },
    { numPromptRows: 1, seen: [9] },
    { numPromptRows: 3, seen: [7, 6, 9] },
    { numPromptRows: 6, seen: [2, 8, 3, 7, 6, 9] },
    { numPromptRows: 99, seen: [5, 1, 4, 2, 8, 3, 7, 6, 9] },
  ])("shows the drafter the last $numPromptRows rows", async ({ numPromptRows, seen }) => {
    const { model, sequence } = setUp();
    const shown: number[] = [];
    await prefill(prompt, {
      model,
      sequence,
      drafter: watching(numPromptRows, shown),
      chunkTokens: 4,
      interruption: never,
      onChunk: () => undefined,
    });
    expect(shown).toEqual(seen);
  });

  it("stops between chunks and keeps those that are done", async () => {
    const { model, sequence } = setUp();
    const interrupted = await prefill(prompt, {
      model,
      sequence,
      drafter: new NoDraft(),
      chunkTokens: 4,
      interruption: () => (model.numForwards === 2 ? "enough" : undefined),
      onChunk: () => undefined,
    });
    expect(interrupted).toBe("enough");
    expect(model.cachedTokens).toEqual(Array.from(prompt.subarray(0, 8)));
    expect(sequence.cachedLength).toBe(8);
  });

  it("keeps finished chunks when the model fails", async () => {
    const { model, sequence } = setUp();
    model.beforeForward = () => {
      if (model.numForwards === 1) throw new Error("broken");
    };
    const running = prefill(prompt, {
      model,
      sequence,
      drafter: new NoDraft(),
      chunkTokens: 4,
      interruption: never,
      onChunk: () => undefined,
    });
    await expect(running).rejects.toThrow("broken");
    expect(sequence.cachedLength).toBe(4);
    expect(model.cachedLength).toBe(4);
  });
});
