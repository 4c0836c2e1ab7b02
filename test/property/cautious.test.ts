import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import { CautiousVerifier } from "../../src/core/cautious/cautiousVerifier";
import type { CautiousLimits } from "../../src/core/cautious/numTrials";
import { unconstrained } from "../../src/core/constrain/unconstrained";
import { tokenRecycling } from "../../src/core/decode/tokenRecycling";
import type { DecodeRequest } from "../../src/core/decode/decodeRequest";
import { greedyPicker } from "../../src/core/sample/greedyPicker";
import type { TokenPicker } from "../../src/core/sample/tokenPicker";
import { chainTree } from "../../src/core/tree/chainTree";
import type { Verdict } from "../../src/core/verify/verifier";
import { fixedRuns, logits, prompts } from "../support/arbitraries";
import { decoderOf, requestOf } from "../support/decodeOnce";
import { drawingPicker, enumerateLaw, maxDifference, type Law } from "../support/enumerateLaw";
import { FakeModel, hashLogits, type LogitsOf } from "../support/fakeModel";
import { END, pieceVocabulary, PieceVocabulary } from "../support/pieceVocabulary";
import { seededRandom } from "../support/randomTree";
import { softmax } from "../support/tableModel";

const vocabSize = pieceVocabulary.size;
const limits: CautiousLimits = { maxTrials: 4, minEntropy: 0.01, maxEntropy: 1.5 };

async function decode(
  logitsOf: LogitsOf,
  request: Partial<DecodeRequest>,
): Promise<{
  readonly model: FakeModel;
  readonly tokens: readonly number[];
  readonly stats: { readonly numForks: number; readonly numTrials: number };
}> {
  const model = new FakeModel({ vocabSize, logitsOf, topK: 6 });
  const decoder = decoderOf(model, { vocabulary: pieceVocabulary, endTokens: new Set([END]) });
  const { tokens, stats } = await decoder.decode(
    requestOf({ maxTokens: 30, strategy: tokenRecycling, ...request }),
  );
  return { model, tokens: Array.from(tokens), stats };
}

describe("cautious decoding", () => {
  it("is the base sampler where no entropy is high enough", async () => {
    await fc.assert(
      fc.asyncProperty(
        logits,
        prompts,
        fc.constantFrom(0, 0.8, 1.5),
        fc.nat(1000),
        async (logitsOf, prompt, temperature, seed) => {
          const request = { prompt, temperature, seed };
          const base = await decode(logitsOf, request);
          const cautious = { ...limits, minEntropy: Infinity };
          const { tokens, stats } = await decode(logitsOf, { ...request, cautious });
          expect(tokens).toEqual(base.tokens);
          expect(stats.numForks).toBe(0);
        },
      ),
      fixedRuns(60),
    );
  });

  it("writes the same text again, and keeps the rows of all its tokens but the last", async () => {
    let numForks = 0;
    await fc.assert(
      fc.asyncProperty(logits, prompts, fc.nat(1000), async (logitsOf, prompt, seed) => {
        const request = { prompt, temperature: 0.8, seed, cautious: limits };
        const first = await decode(logitsOf, request);
        numForks += first.stats.numForks;
        expect((await decode(logitsOf, request)).tokens).toEqual(first.tokens);
        const written = [...prompt, ...first.tokens];
        // The row of the last token is there too if an end token was drawn behind it.
        const { cachedTokens } = first.model;
        expect(cachedTokens).toEqual(written.slice(0, cachedTokens.length));
        expect(written.length - cachedTokens.length).toBeLessThanOrEqual(1);
      }),
      fixedRuns(60),
    );
    expect(numForks).toBeGreaterThan(100);
  });
});

/** Two letters that go on and two characters that end a trial. */
const toy = new PieceVocabulary({ marks: [], pieces: ["a", "b", ";", "}"] });
const stopsFrom = 2;

/** Random rows; behind a letter only a stop may come, so trials have one token or two. */
function toyLogits(seed: number): LogitsOf {
  const random = seededRandom(seed);
  const table = new Map<string, Float32Array>();
  return (context) => {
    const key = context.join();
    const row =
      table.get(key) ??
      Float32Array.from({ length: toy.size }, (_, token) =>
        context.length > 1 && token < stopsFrom ? -Infinity : 3 * random(),
      );
    table.set(key, row);
    return row;
  };
}

async function tryOut(
  model: FakeModel,
  pickers: readonly TokenPicker[],
  options: { readonly isInterrupted?: () => boolean } = {},
): Promise<Verdict<number>> {
  const verifier = new CautiousVerifier({
    model,
    vocabulary: toy,
    endTokens: new Set(),
    limits: { maxTrials: pickers.length, minEntropy: 0, maxEntropy: 1e-9 },
    pickers,
    isInterrupted: () => false,
    ...options,
  });
  const output = await model.forward(chainTree(Int32Array.of(0)), Int32Array.of(0));
  const verdict = await verifier.verify(output, greedyPicker, unconstrained, 0);
  model.keep(verdict.trials?.output ?? output, verdict.path);
  expect(model.cachedTokens).toEqual([0, ...verdict.emitted.subarray(0, -1)]);
  model.truncate(0);
  return verdict;
}

/** All trials with their probabilities, from the definition. */
function trialLaw(logitsOf: LogitsOf): readonly { tokens: number[]; p: number; mean: number }[] {
  return softmax(logitsOf([0])).flatMap((p, first) =>
    first >= stopsFrom
      ? [{ tokens: [first], p, mean: Math.log(p) }]
      : softmax(logitsOf([0, first])).flatMap((q, second) =>
          q === 0
            ? []
            : [{ tokens: [first, second], p: p * q, mean: (Math.log(p) + Math.log(q)) / 2 }],
        ),
  );
}

/** The law of the better of two independent trials, the first of two that are alike. */
function bestOfTwo(logitsOf: LogitsOf): Law {
  const law = new Map<string, number>();
  const trials = trialLaw(logitsOf);
  for (const a of trials) {
    for (const b of trials) {
      const name = (b.mean > a.mean ? b : a).tokens.join(" ");
      law.set(name, (law.get(name) ?? 0) + a.p * b.p);
    }
  }
  return law;
}

describe("the trial that is taken", () => {
  it.each([1, 2, 3])("has the law of the better of two trials (%d)", async (seed) => {
    const logitsOf = toyLogits(seed);
    const model = new FakeModel({ vocabSize: toy.size, logitsOf, topK: toy.size });
    const law = await enumerateLaw(async (draw) => {
      const pickers = [drawingPicker(draw), drawingPicker(draw)];
      return (await tryOut(model, pickers)).emitted.join(" ");
    });
    expect(maxDifference(law, bestOfTwo(logitsOf))).toBeLessThan(1e-6);
  });

  it("is not the law of one trial", () => {
    const logitsOf = toyLogits(1);
    const one = new Map(trialLaw(logitsOf).map(({ tokens, p }) => [tokens.join(" "), p]));
    expect(maxDifference(one, bestOfTwo(logitsOf))).toBeGreaterThan(0.05);
  });
});

describe("trials", () => {
  const aModel = (): FakeModel =>
    new FakeModel({ vocabSize: toy.size, logitsOf: toyLogits(4), topK: toy.size });
  /** Picks a script's tokens, by depth. */
  const scripted = (...tokens: readonly number[]): TokenPicker => ({
    pick: ({ tree }, node) => Promise.resolve(at(tokens, at(tree.depths, node))),
  });

  it("share the nodes of equal beginnings and go on with one pass", async () => {
    const model = aModel();
    const pickers = [scripted(0, 2), scripted(0, 3), scripted(1, 2), scripted(2)];
    const { trials } = await tryOut(model, pickers);
    expect({ ...trials, output: undefined }).toEqual({
      output: undefined,
      numTrials: 4,
      numPasses: 1,
      numNodes: 2,
    });
    expect(model.numForwards).toBe(2);
    expect(model.numNodes).toBe(3);
  });

  it("end after 24 tokens", async () => {
    const logitsOf = hashLogits({ seed: 2, vocabSize: toy.size });
    const model = new FakeModel({ vocabSize: toy.size, logitsOf });
    const endless = scripted(...new Array<number>(30).fill(1));
    expect((await tryOut(model, [endless, endless])).emitted).toHaveLength(24);
  });

  it("end where they are when they are interrupted", async () => {
    const logitsOf = hashLogits({ seed: 2, vocabSize: toy.size });
    const model = new FakeModel({ vocabSize: toy.size, logitsOf });
    const endless = scripted(...new Array<number>(30).fill(1));
    let numAsked = 0;
    const isInterrupted = (): boolean => numAsked++ === 3;
    const { emitted } = await tryOut(model, [endless, endless], { isInterrupted });
    expect(emitted).toHaveLength(4);
  });
});
