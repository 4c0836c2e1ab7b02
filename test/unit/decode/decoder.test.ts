import { describe, expect, it } from "vitest";
import { heldBytes } from "../../../src/core/constrain/heldBytes";
import { TokenRecycling } from "../../../src/core/draft/tokenRecycling";
import type { DecodeResult } from "../../../src/core/decode/decodeRequest";
import { encodeUtf8 } from "../../../src/core/tokens/utf8";
import { tokenRecycling } from "../../../src/core/decode/tokenRecycling";
import { decodeOnce, decoderOf, requestOf } from "../../support/decodeOnce";
import { FakeClock } from "../../support/fakeClock";
import { FakeModel, hashLogits } from "../../support/fakeModel";
import { END, pieceVocabulary } from "../../support/pieceVocabulary";
import { oracleStrategy, strategyOf } from "../../support/scriptedDrafter";
import { fixedChunks } from "../../support/fixedChunks";

const vocabSize = pieceVocabulary.size;

function aModel(options: { maxLength?: number } = {}): FakeModel {
  return new FakeModel({ vocabSize, logitsOf: hashLogits({ seed: 3, vocabSize }), ...options });
}

/** Says `script` after any prompt of `numPrompt` tokens. */
function scriptedModel(script: readonly number[], numPrompt: number): FakeModel {
  return new FakeModel({
    vocabSize,
    logitsOf: (context) => {
      const logits = new Float32Array(vocabSize);
      logits[script[context.length - numPrompt] ?? END] = 1;
      return logits;
    },
  });
}

/** What plain greedy decoding writes, straight from the definition. */
function greedyText(prompt: readonly number[], numTokens: number): number[] {
  const logitsOf = hashLogits({ seed: 3, vocabSize });
  const context = [...prompt];
  for (let i = 0; i < numTokens; i++) {
    const logits = logitsOf(context);
    context.push(logits.indexOf(Math.max(...logits)));
  }
  return context.slice(prompt.length);
}

describe("Decoder", () => {
  it("writes what the model says, one token at a time", async () => {
    const result = await decodeOnce(aModel(), { maxTokens: 20 });
    expect(Array.from(result.tokens)).toEqual(greedyText([2, 3, 4], 20));
    expect(result.stoppedBy).toBe("maxTokens");
    expect(result.stats).toMatchObject({
      numPromptTokens: 3,
      numReusedTokens: 0,
      numGeneratedTokens: 20,
      numPasses: 20,
      numBonusTokens: 20,
      meanAcceptanceLength: 1,
      acceptanceRate: undefined,
    });
  });

  it("ends at an end token, which is in neither tokens nor text", async () => {
    const script = Array.from(pieceVocabulary.encode("abc a"));
    const model = scriptedModel(script, 3);
    const result = await decodeOnce(model, {}, { endTokens: new Set([END]) });
    expect(result).toMatchObject({ text: "abc a", stoppedBy: "endToken" });
    expect(Array.from(result.tokens)).toEqual(script);
    expect(result.stats).toMatchObject({ numGeneratedTokens: script.length, numCutTokens: 1 });
    expect(model.cachedTokens).toEqual([2, 3, 4, ...script]);
  });

  it("brings the prompt into the cache when no tokens are wanted", async () => {
    const model = aModel();
    const result = await decodeOnce(model, { prompt: Int32Array.of(5, 6, 7, 8), maxTokens: 0 });
    expect(result).toMatchObject({ text: "", stoppedBy: "maxTokens" });
    expect(model.cachedTokens).toEqual([5, 6, 7]);
  });

  it("stops when the model is full", async () => {
    const model = aModel({ maxLength: 10 });
    const result = await decodeOnce(model, { maxTokens: 99 });
    // Rows for 2 prompt tokens and 8 steps; the last token has no row.
    expect(result.stoppedBy).toBe("modelFull");
    expect(result.tokens).toHaveLength(8);
  });

  it("spells held bytes first and does not emit them", async () => {
    const held = encodeUtf8("cab");
    const result = await decodeOnce(aModel(), {
      constraint: heldBytes(held, pieceVocabulary),
      numHeldBytes: held.length,
      maxTokens: 12,
    });
    const bytes = Array.from(result.tokens).flatMap((token) =>
      Array.from(pieceVocabulary.bytesOf(token)),
    );
    expect(bytes.slice(0, 3)).toEqual(Array.from(held));
    expect(Array.from(result.bytes)).toEqual(bytes.slice(3, 3 + result.bytes.length));
    expect(result.bytes.length).toBeGreaterThan(0);
  });

  it("estimates what a constraint leaves of the model's mass, where that costs no pass", async () => {
    const held = encodeUtf8("cab");
    const masked = { constraint: heldBytes(held, pieceVocabulary), numHeldBytes: held.length };
    const drawn = await decodeOnce(aModel(), { ...masked, temperature: 1, maxTokens: 12 });
    expect(drawn.stats.numMassEstimates).toBeGreaterThan(0);
    expect(drawn.stats.meanAdmittedMass).toBeGreaterThan(0);
    expect(drawn.stats.meanAdmittedMass).toBeLessThan(1);
    for (const temperature of [0, 0.8]) {
      const { stats } = await decodeOnce(aModel(), { ...masked, temperature, maxTokens: 12 });
      expect(stats).toMatchObject({ numMassEstimates: 0, meanAdmittedMass: undefined });
    }
    const free = await decodeOnce(aModel(), { temperature: 1, maxTokens: 12 });
    expect(free.stats.numMassEstimates).toBe(0);
  });

  it("reuses the rows that a prompt shares with the text before", async () => {
    const model = aModel();
    const decoder = decoderOf(model);
    const first = await decoder.decode(
      requestOf({ prompt: Int32Array.of(2, 3, 4, 5), maxTokens: 4 }),
    );
    const [next = -1] = first.tokens;
    const second = await decoder.decode(requestOf({ prompt: Int32Array.of(2, 3, 4, 5, next, 9) }));
    expect(second.stats.numReusedTokens).toBe(5);
    const fresh = await decodeOnce(aModel(), { prompt: Int32Array.of(2, 3, 4, 5, next, 9) });
    expect(second.tokens).toEqual(fresh.tokens);
  });

  it("keeps no rows of what was verified behind a stop", async () => {
    const prompt = [2, 3, 4];
    const text = greedyText(prompt, 8);
    const numBytes = pieceVocabulary.bytesOf(text[0] ?? -1).length;
    const model = aModel();
    const result = await decodeOnce(model, {
      strategy: oracleStrategy(text, 7),
      stopRule: {
        check: ({ length }) => (length > numBytes ? { length, reason: "lineEnd" } : undefined),
      },
    });
    expect(Array.from(result.tokens)).toEqual(text.slice(0, 2));
    const { numAcceptedTokens } = result.stats;
    expect(numAcceptedTokens).toBeGreaterThan(1);
    expect(result.stats).toMatchObject({ numPasses: 1, numCutTokens: numAcceptedTokens - 1 });
    expect(model.cachedTokens).toEqual([...prompt, ...text.slice(0, 1)]);
  });

  it("keeps one drafter for each strategy", async () => {
    let numCreated = 0;
    const strategy = strategyOf("counted", () => {
      numCreated += 1;
      return new TokenRecycling({ vocabSize, hitRates: [[0.5]], numPromptRows: 0 });
    });
    const decoder = decoderOf(aModel());
    await decoder.decode(requestOf({ strategy }));
    await decoder.decode(requestOf());
    await decoder.decode(requestOf({ strategy }));
    expect(numCreated).toBe(1);
  });

  describe("is stopped", () => {
    it("before anything when cancelled from the start", async () => {
      const model = aModel();
      const result = await decodeOnce(model, { cancellation: { isCancelled: true } });
      expect(result).toMatchObject({ text: "", stoppedBy: "cancelled" });
      expect(model.numForwards).toBe(0);
    });

    it("within a pass when cancelled while decoding, with what there is", async () => {
      const model = aModel();
      const cancellation = { isCancelled: false };
      model.beforeForward = () => {
        if (model.numForwards === 4) cancellation.isCancelled = true;
      };
      const result = await decodeOnce(model, { cancellation, maxTokens: 20 });
      expect(result.stoppedBy).toBe("cancelled");
      expect(model.numForwards).toBe(5);
      // One pass was the prompt's.
      expect(Array.from(result.tokens)).toEqual(greedyText([2, 3, 4], 4));
    });

    it("after the first pass that ends too late", async () => {
      const clock = new FakeClock();
      const model = aModel();
      model.beforeForward = () => {
        clock.nowMs += 10;
      };
      const result = await decodeOnce(model, { timeBudgetMs: 35, maxTokens: 20 }, { clock });
      expect(result.stoppedBy).toBe("timeBudget");
      expect(result.tokens).toHaveLength(4);
      expect(result.stats).toMatchObject({ totalMs: 50, decodeMs: 40, tokensPerSecond: 100 });
    });

    it("but not before the prompt was read and a pass has written", async () => {
      const clock = new FakeClock();
      const model = aModel();
      model.beforeForward = () => {
        clock.nowMs += 10;
      };
      const prompt = Int32Array.from({ length: 21 }, (_, i) => i);
      const result = await decodeOnce(
        model,
        { prompt, timeBudgetMs: 5 },
        { clock, chunks: fixedChunks(5) },
      );
      expect(result.stoppedBy).toBe("timeBudget");
      expect(result.tokens).toHaveLength(1);
      expect(result.stats.ms).toMatchObject({ prefill: 40, forward: 10 });
    });

    it("within the prompt once it is cancelled", async () => {
      const model = aModel();
      const cancellation = { isCancelled: false };
      model.beforeForward = () => {
        cancellation.isCancelled = model.numForwards === 1;
      };
      const prompt = Int32Array.from({ length: 21 }, (_, i) => i);
      const result = await decodeOnce(model, { prompt, cancellation }, { chunks: fixedChunks(5) });
      expect(result).toMatchObject({ text: "", stoppedBy: "cancelled" });
      expect(model.cachedLength).toBe(10);
    });
  });

  describe("refuses", () => {
    it("a prompt that the model cannot hold", async () => {
      const model = aModel({ maxLength: 4 });
      const prompt = Int32Array.of(1, 2, 3, 4, 5);
      await expect(decodeOnce(model, { prompt })).rejects.toMatchObject({
        code: "user/bad-argument",
      });
    });

    it("an empty prompt", async () => {
      await expect(decodeOnce(aModel(), { prompt: new Int32Array(0) })).rejects.toMatchObject({
        code: "invariant",
      });
    });

    it("a second request while one runs, which goes on", async () => {
      const decoder = decoderOf(aModel());
      const first = decoder.decode(requestOf());
      await expect(decoder.decode(requestOf())).rejects.toMatchObject({ code: "invariant" });
      expect((await first).stoppedBy).toBe("maxTokens");
      expect((await decoder.decode(requestOf())).stoppedBy).toBe("maxTokens");
    });
  });

  describe("is as good as new after", () => {
    const broken = (): never => {
      throw new Error("broken");
    };
    const prompt = Int32Array.from({ length: 21 }, (_, i) => (i * 7) % vocabSize);

    it.each([
      { why: "a pass that failed in prefill", breakAt: 2, part: "beforeForward" },
      { why: "a pass that failed while decoding", breakAt: 7, part: "beforeForward" },
      { why: "rows that could not be kept", breakAt: 7, part: "beforeKeep" },
    ] as const)("$why", async ({ breakAt, part }) => {
      const model = aModel();
      const decoder = decoderOf(model, { chunks: fixedChunks(5) });
      model[part] = () => {
        if (model.numForwards >= breakAt) broken();
      };
      await expect(decoder.decode(requestOf({ prompt, strategy: tokenRecycling }))).rejects.toThrow(
        "broken",
      );
      model[part] = undefined;
      await expectAsFresh(await decoder.decode(requestOf({ prompt, strategy: tokenRecycling })));
    });

    it("a listener that threw", async () => {
      const model = aModel();
      const decoder = decoderOf(model);
      const stopRule = { numReachableBytes: 0, check: () => undefined };
      await expect(decoder.decode(requestOf({ prompt, stopRule, onText: broken }))).rejects.toThrow(
        "broken",
      );
      await expectAsFresh(await decoder.decode(requestOf({ prompt })));
    });

    async function expectAsFresh(result: DecodeResult): Promise<void> {
      const fresh = await decodeOnce(aModel(), { prompt });
      expect(result.tokens).toEqual(fresh.tokens);
      expect(result.stats.numReusedTokens).toBeGreaterThan(0);
    }
  });
});
