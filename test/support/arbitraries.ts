import fc from "fast-check";
import { autoregressive } from "../../src/core/decode/autoregressive";
import type { Strategy } from "../../src/core/decode/strategy";
import { tokenRecycling } from "../../src/core/decode/tokenRecycling";
import { draftToy } from "./draftToy";
import { hashLogits, type LogitsOf } from "./fakeModel";
import { END, pieceVocabulary } from "./pieceVocabulary";
import { emptyStrategy, fullTreeStrategy, garbageStrategy } from "./scriptedDrafter";

/** Every property test runs the same cases each time; a counterexample becomes a unit test. */
export const fixedRuns = (
  numRuns: number,
): { readonly seed: number; readonly numRuns: number } => ({
  seed: 20_251_125,
  numRuns,
});

/** Prompts over the piece vocabulary; never empty, never with the end token. */
export const prompts: fc.Arbitrary<Int32Array> = fc
  .array(fc.integer({ min: END + 1, max: pieceVocabulary.size - 1 }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((tokens) => Int32Array.from(tokens));

/** Models over the piece vocabulary: some repeat themselves soon, some never. */
export const logits: fc.Arbitrary<LogitsOf> = fc
  .record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    order: fc.constantFrom(1, 2, 3, undefined),
  })
  .map(({ seed, order }) =>
    hashLogits({
      seed,
      vocabSize: pieceVocabulary.size,
      ...(order === undefined ? {} : { order }),
    }),
  );

const treeLimits = fc.record({
  maxDrafts: fc.integer({ min: 0, max: 12 }),
  maxDepth: fc.integer({ min: 0, max: 6 }),
});

/** Strategies good, useless and adversarial, with trees of any size. Drafters are fresh for each decoder. */
export const anyStrategy: fc.Arbitrary<Strategy> = fc.oneof(
  fc.constantFrom(autoregressive, emptyStrategy),
  treeLimits.map((limits): Strategy => ({ ...tokenRecycling, ...limits })),
  fc
    .record({ seed: fc.integer({ min: 0, max: 1e6 }), limits: treeLimits })
    .map(({ seed, limits }) => garbageStrategy({ seed, vocabSize: pieceVocabulary.size }, limits)),
  treeLimits.map((limits) => fullTreeStrategy(pieceVocabulary.size, limits)),
  fc
    .record({
      logitsOf: logits,
      limits: treeLimits,
      minProbability: fc.constantFrom(1e-9, 0.2),
      failsAfter: fc.constantFrom(0, 4, Infinity, Infinity),
    })
    .map(({ logitsOf, limits, minProbability, failsAfter }) => {
      const { strategy, model } = draftToy(logitsOf, { ...limits, minProbability });
      model.beforeForward = () => {
        if (model.numForwards >= failsAfter) throw new Error("the draft model is broken");
      };
      return strategy;
    }),
);
