import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heldBytes } from "../../src/core/constrain/heldBytes";
import { autoregressive } from "../../src/core/decode/autoregressive";
import type { DecodeRequest, DecodeResult } from "../../src/core/decode/decodeRequest";
import { tokenRecycling } from "../../src/core/decode/tokenRecycling";
import { invariant } from "../../src/core/errors";
import { noRules } from "../../src/core/sample/samplingRules";
import type { CompletionTrace } from "../../src/core/trace/completionTrace";
import { byModel } from "../../src/core/trace/decodeTrace";
import { traceTexts } from "../../src/core/trace/traceTexts";
import { anyStrategy, fixedRuns, logits, prompts } from "../support/arbitraries";
import { decodeOnce } from "../support/decodeOnce";
import { FakeModel, type LogitsOf } from "../support/fakeModel";
import { END, pieceVocabulary } from "../support/pieceVocabulary";
import { garbageStrategy } from "../support/scriptedDrafter";

const vocabSize = pieceVocabulary.size;

/** Requests with any settings, bytes that are held, and a stop at a byte. */
const requests = fc
  .record({
    prompt: prompts,
    temperature: fc.constantFrom(0, 0, 0.3, 1, 1.6),
    seed: fc.integer({ min: 0, max: 1e6 }),
    maxTokens: fc.integer({ min: 1, max: 40 }),
    sampling: fc.constantFrom(
      noRules,
      { ...noRules, topK: 3 },
      { ...noRules, topP: 0.8 },
      { ...noRules, minP: 0.05, repetitionPenalty: 1.3 },
    ),
    held: fc.constantFrom("", "", "a", "cab", "é)"),
    stopByte: fc.constantFrom(10, 41, 0xe2),
  })
  .map(({ held, stopByte, ...request }): Partial<DecodeRequest> => {
    const bytes = new TextEncoder().encode(held);
    return {
      ...request,
      constraint: heldBytes(bytes, pieceVocabulary),
      numHeldBytes: bytes.length,
      stopRule: {
        check: (text, from) => {
          const length = text.indexOf(stopByte, from);
          return length < 0 ? undefined : { length, reason: "lineEnd" };
        },
      },
    };
  });

/** Strategies that draft the same again for the same request. */
const forgetful = fc.constantFrom(
  autoregressive,
  tokenRecycling,
  garbageStrategy({ seed: 4, vocabSize }),
);

async function decode(
  logitsOf: LogitsOf,
  request: Partial<DecodeRequest>,
): Promise<{ readonly result: DecodeResult; readonly model: FakeModel }> {
  const model = new FakeModel({ vocabSize, logitsOf, maxLength: 90 });
  const result = await decodeOnce(model, request, { endTokens: new Set([END]) });
  return { result, model };
}

async function traced(
  logitsOf: LogitsOf,
  request: Partial<DecodeRequest>,
): Promise<{ readonly result: DecodeResult; readonly trace: CompletionTrace }> {
  const { result } = await decode(logitsOf, { ...request, isTraced: true });
  invariant(result.trace !== undefined, "a trace was asked for");
  const { numHeldBytes = 0 } = request;
  return {
    result,
    trace: traceTexts(result.trace, { ...result, numHeldBytes }, pieceVocabulary),
  };
}

describe("a trace", () => {
  it("spells the text, names one token a pass that nobody drafted, and keeps the nodes that were accepted", async () => {
    await fc.assert(
      fc.asyncProperty(logits, requests, anyStrategy, async (logitsOf, request, strategy) => {
        const { result, trace } = await traced(logitsOf, { ...request, strategy });
        const { tokens, passes } = trace;
        expect(tokens.map(({ text }) => text).join("")).toBe(result.text);

        const { stats } = result;
        expect(passes).toHaveLength(stats.numPasses);
        const nodes = passes.flatMap((pass) => pass.nodes);
        expect(nodes).toHaveLength(stats.numDraftTokens);
        expect(nodes.filter(({ isKept }) => isKept)).toHaveLength(stats.numAcceptedTokens);

        const [first] = tokens;
        const last = tokens.at(-1);
        for (let pass = (first?.pass ?? 0) + 1; pass < (last?.pass ?? 0); pass++) {
          const own = tokens.filter((token) => token.pass === pass);
          expect(own.filter(({ by }) => by === byModel)).toHaveLength(1);
          expect(own.at(-1)?.by).toBe(byModel);
          const kept = passes[pass]?.nodes.filter(({ isKept }) => isKept) ?? [];
          expect(own.slice(0, -1).map(({ by }) => by)).toEqual(kept.map(({ by }) => by));
          expect(own.at(-1)?.probability).toBe(passes[pass]?.wrote?.probability);
        }
      }),
      fixedRuns(200),
    );
  });

  it("spells the text where texts were tried out, too", async () => {
    const cautious = { maxTrials: 3, minEntropy: 0.1, maxEntropy: 3 };
    await fc.assert(
      fc.asyncProperty(logits, requests, async (logitsOf, request) => {
        const { result, trace } = await traced(logitsOf, { ...request, cautious });
        expect(trace.tokens.map(({ text }) => text).join("")).toBe(result.text);
        expect(trace.tokens.every(({ by }) => by === byModel)).toBe(true);
        expect(trace.passes).toHaveLength(result.stats.numPasses);
      }),
      fixedRuns(100),
    );
  });

  it("says numbers that can be: probabilities, entropies, parents before their children", async () => {
    await fc.assert(
      fc.asyncProperty(logits, requests, anyStrategy, async (logitsOf, request, strategy) => {
        const { trace } = await traced(logitsOf, { ...request, strategy });
        for (const { probability, runnerUp, entropyBits } of trace.tokens) {
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability + (runnerUp?.probability ?? 0)).toBeLessThanOrEqual(1 + 1e-6);
          expect(entropyBits).toBeGreaterThanOrEqual(0);
          expect(entropyBits).toBeLessThanOrEqual(Math.log2(vocabSize) + 1e-6);
        }
        for (const { nodes } of trace.passes) {
          for (const [i, { parent, chance, isKept }] of nodes.entries()) {
            expect(parent).toBeLessThan(i);
            const above = nodes[parent];
            expect(chance).toBeLessThanOrEqual((above?.chance ?? 1) + 1e-9);
            if (isKept) expect(above?.isKept ?? true).toBe(true);
          }
        }
      }),
      fixedRuns(100),
    );
  });

  it("says the same of a text, however it was drafted", async () => {
    await fc.assert(
      fc.asyncProperty(logits, requests, anyStrategy, async (logitsOf, request, strategy) => {
        const plain = await traced(logitsOf, { ...request, strategy: autoregressive });
        const drafted = await traced(logitsOf, { ...request, strategy });
        const figures = ({ trace }: typeof plain) =>
          trace.tokens.map(({ text, probability, entropyBits, runnerUp }) => {
            return { text, probability, entropyBits, runnerUp };
          });
        expect(figures(drafted)).toEqual(figures(plain));
      }),
      fixedRuns(100),
    );
  });

  it("changes nothing, and asks the model for nothing more", async () => {
    await fc.assert(
      fc.asyncProperty(logits, requests, forgetful, async (logitsOf, request, strategy) => {
        const without = await decode(logitsOf, { ...request, strategy });
        const { result, model } = await decode(logitsOf, { ...request, strategy, isTraced: true });
        const { trace, ...rest } = result;
        expect(trace).toBeDefined();
        expect(rest).toEqual(without.result);
        expect(model.numForwards).toBe(without.model.numForwards);
        expect(model.numFullRows).toBe(without.model.numFullRows);
      }),
      fixedRuns(100),
    );
  });
});

describe("stopping at uncertainty", () => {
  const limits = fc.constantFrom(0.05, 0.1, 0.3, 0.9);

  it("ends a text where it ends without drafts", async () => {
    await fc.assert(
      fc.asyncProperty(
        logits,
        requests,
        anyStrategy,
        limits,
        async (logitsOf, request, strategy, stopBelow) => {
          const limited = { ...request, stopBelow };
          const { result: plain } = await decode(logitsOf, {
            ...limited,
            strategy: autoregressive,
          });
          const { result: drafted } = await decode(logitsOf, { ...limited, strategy });
          expect(drafted.text).toBe(plain.text);
          expect(drafted.stoppedBy).toBe(plain.stoppedBy);
        },
      ),
      fixedRuns(100),
    );
  });

  it("leaves the beginning of the text without it, all of which is sure behind the first tokens", async () => {
    await fc.assert(
      fc.asyncProperty(
        logits,
        requests,
        anyStrategy,
        limits,
        async (logitsOf, request, strategy, stopBelow) => {
          const whole = await decode(logitsOf, { ...request, strategy });
          const { result, trace } = await traced(logitsOf, { ...request, strategy, stopBelow });
          expect(whole.result.tokens.subarray(0, result.tokens.length)).toEqual(result.tokens);
          for (const { index, logProbability } of result.trace?.tokens ?? []) {
            if (index >= 3) expect(Math.exp(logProbability)).toBeGreaterThanOrEqual(stopBelow);
          }
          expect(trace.tokens.length).toBeLessThanOrEqual(result.tokens.length);
        },
      ),
      fixedRuns(100),
    );
  });
});
