import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { autoregressive } from "../../src/core/decode/autoregressive";
import type { DecodeRequest, DecodeResult } from "../../src/core/decode/decodeRequest";
import { tokenRecycling } from "../../src/core/decode/tokenRecycling";
import { heldBytes } from "../../src/core/constrain/heldBytes";
import { noRules } from "../../src/core/sample/samplingRules";
import { anyStrategy, fixedRuns, logits, prompts } from "../support/arbitraries";
import { decodeOnce } from "../support/decodeOnce";
import { FakeModel, hashLogits, type LogitsOf } from "../support/fakeModel";
import { END, pieceVocabulary } from "../support/pieceVocabulary";
import { emptyStrategy, garbageStrategy, oracleStrategy } from "../support/scriptedDrafter";
import { fixedChunks } from "../support/fixedChunks";

const vocabSize = pieceVocabulary.size;

async function decode(
  logitsOf: LogitsOf,
  request: Partial<DecodeRequest>,
): Promise<DecodeResult & { readonly numForwards: number }> {
  const model = new FakeModel({ vocabSize, logitsOf, maxLength: 70 });
  const result = await decodeOnce(model, request, {
    endTokens: new Set([END]),
    chunks: fixedChunks(16),
  });
  return { ...result, numForwards: model.numForwards };
}

/** Everything a user sees, and the state that the next request finds. */
function visible(result: DecodeResult): Partial<DecodeResult> {
  const { tokens, bytes, text, stoppedBy } = result;
  return { tokens, bytes, text, stoppedBy };
}

describe("speculation never changes the text", () => {
  const requests = fc.record({
    prompt: prompts,
    temperature: fc.constantFrom(0, 0, 0.3, 1, 1.6),
    seed: fc.integer({ min: 0, max: 1e6 }),
    maxTokens: fc.integer({ min: 1, max: 40 }),
    sampling: fc.oneof(
      fc.constant(noRules),
      fc.record({
        topK: fc.constantFrom(0, 3),
        topP: fc.constantFrom(1, 0.8),
        minP: fc.constantFrom(0, 0.05),
        topH: fc.constantFrom(0, 0.4),
        topHRule: fc.constantFrom("published" as const, "released" as const),
        repetitionPenalty: fc.constantFrom(1, 1.3),
        watermarkKey: fc.constant(""),
      }),
    ),
  });

  it("with any drafter, tree, temperature, seed and rules", async () => {
    await fc.assert(
      fc.asyncProperty(logits, requests, anyStrategy, async (logitsOf, request, strategy) => {
        const plain = await decode(logitsOf, { ...request, strategy: autoregressive });
        const drafted = await decode(logitsOf, { ...request, strategy });
        expect(visible(drafted)).toEqual(visible(plain));
        expect(drafted.stats.entropies).toEqual(plain.stats.entropies);
      }),
      fixedRuns(300),
    );
  });

  it("where bytes are held and a stop cuts", async () => {
    const cases = fc.record({
      held: fc.constantFrom("", "a", "ab", "cab", "(\n", "é)", "😀"),
      stopByte: fc.constantFrom(10, 41, 0xe2),
    });
    await fc.assert(
      fc.asyncProperty(
        logits,
        requests,
        anyStrategy,
        cases,
        async (logitsOf, request, strategy, { held, stopByte }) => {
          const bytes = new TextEncoder().encode(held);
          const constrained: Partial<DecodeRequest> = {
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
          const plain = await decode(logitsOf, { ...constrained, strategy: autoregressive });
          const drafted = await decode(logitsOf, { ...constrained, strategy });
          expect(visible(drafted)).toEqual(visible(plain));
          const spelt = Array.from(plain.tokens).flatMap((t) =>
            Array.from(pieceVocabulary.bytesOf(t)),
          );
          const numSpelt = Math.min(bytes.length, spelt.length);
          expect(spelt.slice(0, numSpelt)).toEqual(Array.from(bytes).slice(0, numSpelt));
        },
      ),
      fixedRuns(150),
    );
  });

  // The same seed must give the same text for every shape of the tree, size of a chunk and state of the cache.
  it("whatever the tree's limits", async () => {
    const logitsOf = hashLogits({ seed: 8, vocabSize, order: 2 });
    for (const temperature of [0, 0.7]) {
      const request = { prompt: Int32Array.of(5, 6, 7), temperature, maxTokens: 40 };
      const texts = new Set<string>();
      for (const maxDrafts of [0, 1, 2, 3, 5, 8, 12, 16]) {
        for (const maxDepth of [1, 2, 3, 5]) {
          const result = await decode(logitsOf, {
            ...request,
            strategy: { ...tokenRecycling, maxDrafts, maxDepth },
          });
          texts.add(Array.from(result.tokens).join(" "));
        }
      }
      expect(texts.size).toBe(1);
    }
  });
});

describe("what drafting costs", () => {
  const request = { prompt: Int32Array.of(5, 6, 7), maxTokens: 30 };
  /** Never ends, so that the number of tokens is that of the request. */
  const endless: LogitsOf = (context) => {
    const row = hashLogits({ seed: 5, vocabSize })(context);
    row[END] = -1;
    return row;
  };

  it.each([1, 2, 3, 4, 7, 29, 30, 40])(
    "is one pass in %i + 1 tokens for a drafter that knows them ahead",
    async (numAhead) => {
      const plain = await decode(endless, request);
      const strategy = oracleStrategy(plain.tokens, numAhead);
      const drafted = await decode(endless, { ...request, strategy });
      expect(drafted.tokens).toEqual(plain.tokens);
      expect(drafted.stats.numPasses).toBe(Math.ceil(30 / (numAhead + 1)));
    },
  );

  it("is no pass more for a drafter that drafts nothing", async () => {
    const plain = await decode(endless, request);
    const drafted = await decode(endless, { ...request, strategy: emptyStrategy });
    expect(drafted.numForwards).toBe(plain.numForwards);
    expect(drafted.stats.numNodes).toBe(plain.stats.numNodes);
  });

  it("is never more passes than one for each token, with garbage too", async () => {
    for (let seed = 0; seed < 20; seed++) {
      const strategy = garbageStrategy({ seed, vocabSize });
      const drafted = await decode(endless, { ...request, strategy });
      expect(drafted.stats.numPasses).toBeLessThanOrEqual(30);
    }
  });
});
