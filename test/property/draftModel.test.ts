import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { autoregressive } from "../../src/core/decode/autoregressive";
import type { DecodeRequest, DecodeResult } from "../../src/core/decode/decodeRequest";
import type { Strategy } from "../../src/core/decode/strategy";
import { noRules } from "../../src/core/sample/samplingRules";
import { fixedRuns, logits, prompts } from "../support/arbitraries";
import { decodeOnce, decoderOf, requestOf } from "../support/decodeOnce";
import { draftToy } from "../support/draftToy";
import { FakeModel, hashLogits, type LogitsOf } from "../support/fakeModel";
import { checkDrafter } from "../support/laws/drafterLaws";
import { ClingingDrafter } from "../support/mutants/clingingDrafter";
import { END, pieceVocabulary } from "../support/pieceVocabulary";
import { strategyOf } from "../support/scriptedDrafter";
import { fixedChunks } from "../support/fixedChunks";

const vocabSize = pieceVocabulary.size;

/** Never ends, so that the number of tokens is that of the request. */
const endless =
  (logitsOf: LogitsOf): LogitsOf =>
  (context) => {
    const row = logitsOf(context);
    row[END] = -9;
    return row;
  };

/** A draft model that thinks like the target but after every so manyth context, by a hash of it. */
const nearly =
  (target: LogitsOf, oneIn: number): LogitsOf =>
  (context) => {
    const other = hashLogits({ seed: 77, vocabSize })(context);
    return Math.round(4 * (other[0] ?? 0)) % oneIn === 0 ? other : target(context);
  };

const target = endless(hashLogits({ seed: 5, vocabSize, order: 3 }));

/** Drafts are chains where the model says so: then nothing that stands beside the chain takes its place. */
async function decode(request: Partial<DecodeRequest>, runsTrees = true): Promise<DecodeResult> {
  const model = new FakeModel({ vocabSize, logitsOf: target, topK: 6, runsTrees });
  return decodeOnce(model, { maxTokens: 40, ...request }, { endTokens: new Set([END]) });
}

const rules = [
  { temperature: 0 },
  { temperature: 0.7 },
  { temperature: 1 },
  { temperature: 1.4, sampling: { ...noRules, topP: 0.8 } },
  { temperature: 0, sampling: { ...noRules, repetitionPenalty: 1.3 } },
  { temperature: 0.9, sampling: { ...noRules, repetitionPenalty: 1.3, topK: 5 } },
  { temperature: 0.9, sampling: { ...noRules, watermarkKey: "a key" } },
];

describe("a draft model", () => {
  it("is kept to the last token where it thinks like the target, at every temperature", async () => {
    for (const request of rules) {
      const { strategy, failures } = draftToy(target, { topK: 6 });
      const drafted = await decode({ ...request, strategy }, false);
      const plain = await decode({ ...request, strategy: autoregressive });
      expect(drafted.tokens).toEqual(plain.tokens);
      expect(drafted.stats.acceptedPerPosition).toEqual([8, 8, 8, 8]);
      // Five tokens a pass: nothing is recovered, and every pass has a bonus.
      expect(drafted.stats).toMatchObject({ numPasses: 8, numRecoveredTokens: 0 });
      expect(drafted.stats.sumOfMassEstimates).toBe(plain.stats.sumOfMassEstimates);
      expect(failures).toEqual([]);
    }
  });

  it("drafts the same when it reads everything anew: nothing rejected stays in its cache", async () => {
    for (const request of rules) {
      const draftLogits = nearly(target, 2);
      const warm = draftToy(draftLogits, { topK: 6 });
      const cold = draftToy(draftLogits, { topK: 6 });
      const forgetful: Strategy = {
        ...cold.strategy,
        createDrafter: (context) => {
          const drafter = cold.strategy.createDrafter(context);
          const draft = drafter.draft.bind(drafter);
          drafter.draft = (into) => {
            cold.model.truncate(0);
            return draft(into);
          };
          return drafter;
        },
      };
      const [a, b] = [
        await decode({ ...request, strategy: warm.strategy }),
        await decode({ ...request, strategy: forgetful }),
      ];
      expect(a.stats).toEqual(b.stats);
      expect(a.stats.numRecoveredTokens).toBeGreaterThan(3);
      expect(warm.failures.concat(cold.failures)).toEqual([]);
      expect(warm.model.numNodes).toBeLessThan(cold.model.numNodes / 3);
    }
  });

  it("changes how much is kept, never the text, if it does not forget what was rejected", async () => {
    const draftLogits = nearly(target, 4);
    const model = new FakeModel({ vocabSize, logitsOf: draftLogits });
    const clinging = strategyOf("clinging", () => new ClingingDrafter(model), {
      maxDrafts: 4,
      maxDepth: 4,
    });
    const plain = await decode({});
    const wrong = await decode({ strategy: clinging }, false);
    const right = await decode({ strategy: draftToy(draftLogits).strategy }, false);
    expect(wrong.tokens).toEqual(plain.tokens);
    expect(right.tokens).toEqual(plain.tokens);
    expect(wrong.stats.numAcceptedTokens).toBeLessThan(0.9 * right.stats.numAcceptedTokens);
  });

  it("runs once each token that is kept, and hardly any other", async () => {
    const { strategy, model } = draftToy(target);
    const { stats } = await decode({ strategy }, false);
    expect(stats.acceptanceRate).toBe(1);
    // The last token of each draft is read with the next one's root; the last draft's and the last bonus never.
    const numKept = 3 + 40 - 2;
    expect(model.numNodes).toBeGreaterThanOrEqual(numKept);
    expect(model.numNodes).toBeLessThanOrEqual(numKept + 2);
    expect(model.numForwards).toBe(1 + stats.numDraftTokens);
  });

  it("is not asked where nothing may be drafted", async () => {
    const none = draftToy(target, { maxDrafts: 0 });
    await decode({ strategy: none.strategy });
    expect(none.model.numForwards).toBe(0);
    // The prompt is read, as it would be for a text of more than one token.
    const one = draftToy(target);
    await decode({ strategy: one.strategy, maxTokens: 1 });
    expect(one.model.numForwards).toBe(1);
    const cautious = draftToy(target);
    await decode({
      strategy: cautious.strategy,
      cautious: { maxTrials: 3, minEntropy: 0.01, maxEntropy: 1.5 },
    });
    expect(cautious.model.numForwards).toBe(0);
  });

  it("obeys the laws of drafters", async () => {
    const create = (topK: number) => () =>
      draftToy(hashLogits({ seed: 3, vocabSize, order: 2 }), {
        topK,
        minProbability: 0.05,
      }).strategy.createDrafter({ vocabSize, clock: performance });
    for (const topK of [1, 2, 8]) await checkDrafter(create(topK), vocabSize);
  });
});

describe("a session with a draft model", () => {
  /** What happens to the draft model in a request, and when. */
  const fates = fc.record({
    fate: fc.constantFrom("none", "cancel", "failForward", "failKeep"),
    afterPasses: fc.integer({ min: 1, max: 9 }),
  });
  const requests = fc.array(
    fc.record({
      numShared: fc.integer({ min: 0, max: 40 }),
      typed: prompts,
      temperature: fc.constantFrom(0, 0.8),
      maxTokens: fc.integer({ min: 0, max: 20 }),
      event: fates,
    }),
    { minLength: 1, maxLength: 5 },
  );
  const drafts = fc.record({
    agreement: fc.constantFrom("same", "nearly", "random"),
    minProbability: fc.constantFrom(1e-9, 0.1, 0.5),
    maxDrafts: fc.integer({ min: 0, max: 7 }),
    maxDepth: fc.integer({ min: 0, max: 5 }),
    maxLength: fc.constantFrom(20, 60, 4096),
  });

  it("goes on with the same text, whatever became of the draft model before", async () => {
    await fc.assert(
      fc.asyncProperty(logits, drafts, requests, async (logitsOf, options, session) => {
        const endTokens = new Set([END]);
        const draftLogits = {
          same: logitsOf,
          nearly: nearly(logitsOf, 3),
          random: hashLogits({ seed: 99, vocabSize }),
        }[options.agreement];
        const { strategy, model, failures } = draftToy(draftLogits, options);
        const decoder = decoderOf(new FakeModel({ vocabSize, logitsOf }), {
          endTokens,
          chunks: fixedChunks(5),
        });
        let text: readonly number[] = [];
        for (const { numShared, typed, event, ...rest } of session) {
          const prompt = Int32Array.from([...text.slice(0, numShared), ...typed]);
          const cancellation = { isCancelled: false };
          const firstPass = model.numForwards;
          const strokes: string[] = [];
          const strike = (): void => {
            if (model.numForwards - firstPass < event.afterPasses - 1) return;
            strokes.push(event.fate);
            if (event.fate === "cancel") cancellation.isCancelled = true;
            else throw new Error("struck");
          };
          const isAtForward = event.fate === "cancel" || event.fate === "failForward";
          model.beforeForward = isAtForward ? strike : undefined;
          model.beforeKeep = event.fate === "failKeep" ? strike : undefined;
          const numFailures = failures.length;
          const request = requestOf({ ...rest, prompt, strategy, cancellation });
          const result = await decoder.decode(request);
          model.beforeForward = undefined;
          model.beforeKeep = undefined;

          const plain = await decodeOnce(
            new FakeModel({ vocabSize, logitsOf }),
            { ...request, strategy: autoregressive, cancellation: { isCancelled: false } },
            { endTokens },
          );
          if (cancellation.isCancelled) {
            expect(result.tokens).toEqual(plain.tokens.slice(0, result.tokens.length));
          } else {
            expect(result.tokens).toEqual(plain.tokens);
            expect(result.stoppedBy).toBe(plain.stoppedBy);
          }
          const isFailure = strokes.some((fate) => fate !== "cancel");
          expect(failures.slice(numFailures)).toEqual(isFailure ? [new Error("struck")] : []);
          text = [...prompt, ...plain.tokens];
        }
      }),
      fixedRuns(150),
    );
  });

  it("pays only for what differs in a prompt", async () => {
    const { strategy, model } = draftToy(target);
    const decoder = decoderOf(new FakeModel({ vocabSize, logitsOf: target }));
    const request = requestOf({ strategy, maxTokens: 0 });
    await decoder.decode({ ...request, prompt: Int32Array.of(2, 3, 4, 5, 6, 7) });
    expect(model.cachedTokens).toEqual([2, 3, 4, 5, 6]);
    await decoder.decode({ ...request, prompt: Int32Array.of(2, 3, 4, 8, 9) });
    expect(model.cachedTokens).toEqual([2, 3, 4, 8]);
    expect(model.numNodes).toBe(5 + 1);
  });

  it("reads a prompt in small passes while nobody waits, and stops between two of them", async () => {
    const { strategy, model } = draftToy(target);
    const cancellation = { isCancelled: false };
    model.beforeForward = () => {
      if (model.numForwards === 2) cancellation.isCancelled = true;
    };
    const decoder = decoderOf(new FakeModel({ vocabSize, logitsOf: target }));
    const { stoppedBy } = await decoder.decode(
      requestOf({
        strategy,
        prompt: Int32Array.from({ length: 100 }, (_, i) => 2 + (i % 5)),
        maxTokens: 0,
        cancellation,
        isGentle: true,
        chunks: fixedChunks(128),
      }),
    );
    expect(stoppedBy).toBe("cancelled");
    expect(model.numForwards).toBe(3);
    expect(model.cachedLength).toBeLessThan(99);
    expect(model.cachedLength).toBe(model.numNodes);
  });
});
