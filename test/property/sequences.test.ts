import fc from "fast-check";
import { expect, it } from "vitest";
import { Sequences } from "../../src/core/model/sequences";
import { anyStrategy, fixedRuns } from "../support/arbitraries";
import { decodeOnce, decoderOf, requestOf } from "../support/decodeOnce";
import { FakeModel, hashLogits } from "../support/fakeModel";
import { END, pieceVocabulary } from "../support/pieceVocabulary";

const vocabSize = pieceVocabulary.size;
const endTokens = new Set([END]);

function aModel(): FakeModel {
  return new FakeModel({ vocabSize, logitsOf: hashLogits({ seed: 5, vocabSize }), maxLength: 400 });
}

/** One of few documents is gone to, and something is typed there, which may replace the end of what stood there. */
const visits = fc.array(
  fc.record({
    document: fc.constantFrom("a", "b", "c"),
    numDropped: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 })),
    typed: fc.array(fc.integer({ min: END + 1, max: vocabSize - 1 }), {
      minLength: 20,
      maxLength: 50,
      size: "max",
    }),
    strategy: anyStrategy,
    temperature: fc.constantFrom(0, 0.9),
    maxTokens: fc.integer({ min: 0, max: 4 }),
    isCancelled: fc.constantFrom(false, false, false, true),
    /** How much may be put away, from here on. */
    maxBytes: fc.constantFrom(undefined, undefined, 0, 1500, 3000),
  }),
  { minLength: 6, maxLength: 10, size: "max" },
);

it("what is put away and comes back changes no text, and is found again", async () => {
  let numFound = 0;
  await fc.assert(
    fc.asyncProperty(visits, async (session) => {
      const model = aModel();
      const sequences = new Sequences(model, 2000);
      const decoder = decoderOf(model, { sequence: sequences, endTokens });
      const texts = new Map<string, readonly number[]>();
      let before = "";
      for (const visit of session) {
        const { document, numDropped, typed, maxBytes, isCancelled, ...asked } = visit;
        const old = texts.get(document) ?? [];
        const tokens = [...old.slice(0, Math.max(0, old.length - numDropped)), ...typed];
        texts.set(document, tokens);
        if (maxBytes !== undefined) sequences.limit(maxBytes);
        const prompt = Int32Array.from(tokens);
        const request = requestOf({ ...asked, prompt, cancellation: { isCancelled } });
        sequences.enter(document);
        const expected = decoder.numCached(request.prompt);
        const inCache = sharedLength(model.cachedTokens, tokens);
        const result = await decoder.decode(request);
        // What was seen from outside before is what was found.
        expect(result.stats.numReusedTokens).toBe(expected);
        if (document !== before && expected > inCache) numFound += 1;
        before = document;
        const fresh = await decodeOnce(aModel(), request, { endTokens });
        expect(result.tokens).toEqual(fresh.tokens);
        expect(result.text).toBe(fresh.text);
        expect(model.cachedTokens).toEqual(
          [...tokens, ...fresh.tokens].slice(0, model.cachedLength),
        );
      }
    }),
    { ...fixedRuns(40), endOnFailure: true },
  );
  expect(numFound).toBeGreaterThan(20);
});

function sharedLength(cached: readonly number[], prompt: readonly number[]): number {
  let length = 0;
  while (length < prompt.length - 1 && cached[length] === prompt[length]) length++;
  return length;
}
