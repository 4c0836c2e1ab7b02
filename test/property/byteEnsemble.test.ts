import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import { autoregressive } from "../../src/core/decode/autoregressive";
import type { DecodeRequest, DecodeResult } from "../../src/core/decode/decodeRequest";
import type { Strategy } from "../../src/core/decode/strategy";
import { ByteDrafter } from "../../src/core/ensemble/byteDrafter";
import { ByteStream, type ByteStreamParts } from "../../src/core/ensemble/byteStream";
import { byteVocabulary } from "../../src/core/ensemble/byteVocabulary";
import { combineBytes, type Combination } from "../../src/core/ensemble/combineBytes";
import { EnsembleModel } from "../../src/core/ensemble/ensembleModel";
import { leastLikely } from "../../src/core/ensemble/leastLikely";
import { ByteModel, END_OF_TEXT } from "../../src/core/heal/byteModel";
import { TokenIndex } from "../../src/core/tokens/tokenIndex";
import { fixedRuns } from "../support/arbitraries";
import { bruteForce, canonicalModel, type CanonicalModel } from "../support/canonicalModel";
import { chiSquareP } from "../support/chiSquare";
import { FakeModel } from "../support/fakeModel";
import { decodeOnce } from "../support/decodeOnce";
import { garbageStrategy, strategyOf } from "../support/scriptedDrafter";
import { ToyBpe } from "../support/toyBpe";

/** A model of a random vocabulary, and itself read byte by byte. */
interface Toy {
  readonly bpe: ToyBpe;
  readonly language: CanonicalModel;
  readonly stream: ByteStream;
}

const letters = [97, 98, 99];

function toyOf(seed: number): Toy {
  const bpe = new ToyBpe({ seed, numMerges: 2 + (seed % 5) });
  const language = canonicalModel(bpe, seed);
  return { bpe, language, stream: new ByteStream(partsOf(bpe, language.model)) };
}

function partsOf(bpe: ToyBpe, model: FakeModel): ByteStreamParts {
  const index = new TokenIndex(bpe);
  return { model, vocabulary: bpe, index, endTokens: new Set([bpe.end]), negligible: 0 };
}

/** The same language in a model with a cache of its own; its rows are drawn when first asked for, so there is one table. */
function twinOf({ bpe, language }: Toy): FakeModel {
  return new FakeModel({
    vocabSize: bpe.size,
    logitsOf: (context) => Float32Array.from(language.probabilities(context.slice(1)), Math.log),
  });
}

/** P(byte | text) for a, b, c and the end, by listing all token sequences; `undefined` for a text that cannot be. */
function bruteNext({ bpe, language }: Toy, text: Uint8Array): Float64Array | undefined {
  const whole = bruteForce(bpe, language, text);
  if (whole === 0) return undefined;
  const logs = new Float64Array(END_OF_TEXT + 1).fill(Number.NEGATIVE_INFINITY);
  for (const byte of letters) {
    logs[byte] = Math.log(bruteForce(bpe, language, Uint8Array.of(...text, byte)) / whole);
  }
  logs[END_OF_TEXT] = Math.log(bruteForce(bpe, language, text, true) / whole);
  return logs;
}

function expectClose(actual: Float64Array | undefined, expected: Float64Array | undefined): void {
  expect(actual === undefined).toBe(expected === undefined);
  for (const [byte, log] of (expected ?? []).entries()) {
    expect(Math.abs(Math.exp(actual?.[byte] ?? NaN) - Math.exp(log))).toBeLessThan(1e-6);
  }
}

const words = fc
  .array(fc.constantFrom(...letters), { maxLength: 4 })
  .map((bytes) => Uint8Array.from(bytes));

describe("a model read byte by byte", () => {
  it("says what listing all token sequences says, and what one pass over the whole text says", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), words, words, async (seed, held, text) => {
        const toy = toyOf(seed);
        await toy.stream.begin(toy.language.prompt, held);
        await toy.stream.push(text);
        const bytes = new ByteModel(partsOf(toy.bpe, twinOf(toy)));
        for (let length = 0; length <= text.length; length++) {
          const before = Uint8Array.of(...held, ...text.subarray(0, length));
          const next = toy.stream.next(length);
          expectClose(next, bruteNext(toy, before));
          const once = await bytes.nextByteDistribution(toy.language.prompt, before);
          expectClose(next?.map(Math.exp) ?? new Float64Array(END_OF_TEXT + 1), once);
        }
      }),
      fixedRuns(30),
    );
  });

  it("says the same however the text came together, and after going back", async () => {
    const steps = fc.array(
      fc.oneof(
        words.map((bytes) => ({ kind: "push" as const, bytes })),
        fc.nat({ max: 4 }).map((numBytes) => ({ kind: "back" as const, numBytes })),
        fc.constant({ kind: "settle" as const }),
      ),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), words, steps, async (seed, held, moves) => {
        const moved = toyOf(seed);
        const straight = new ByteStream(partsOf(moved.bpe, twinOf(moved)));
        await moved.stream.begin(moved.language.prompt, held);
        await moved.stream.push(new Uint8Array(0));
        let text = new Uint8Array(0);
        for (const move of moves) {
          if (move.kind === "push") {
            await moved.stream.push(move.bytes);
            text = Uint8Array.of(...text, ...move.bytes);
          } else if (move.kind === "back") {
            text = text.slice(0, Math.max(0, text.length - move.numBytes));
            moved.stream.truncate(text.length);
            await moved.stream.push(new Uint8Array(0));
          } else {
            moved.stream.settle();
          }
          await straight.begin(moved.language.prompt, held);
          await straight.push(text);
          expectClose(moved.stream.next(text.length), straight.next(text.length));
        }
      }),
      fixedRuns(30),
    );
  });

  it("runs each way to spell the text once, and bytes that come together in one pass", async () => {
    const { stream, language } = toyOf(3);
    await stream.begin(language.prompt, Uint8Array.of(97, 98));
    const { model } = language;
    await stream.push(Uint8Array.of(99, 97));
    expect(model.numForwards).toBe(1);
    const numNodes = model.numNodes;
    stream.truncate(1);
    await stream.push(Uint8Array.of(97));
    expect(model.numForwards).toBe(1);
    await stream.push(Uint8Array.of(98));
    expect(model.numForwards).toBe(2);
    expect(model.numNodes).toBe(numNodes + 1);
    expect(model.numFullRows).toBe(0);
    // Nothing but the prompt is committed.
    expect(model.cachedLength).toBe(0);
  });

  it("begins the next text with what the prompts share, also after an interruption or a failure", async () => {
    const { stream, bpe, language } = toyOf(5);
    const { model } = language;
    const prompt = Int32Array.of(bpe.end, 0, 1, 0, 1);
    expect(await stream.begin(prompt, new Uint8Array(0), () => true)).toBe(false);
    expect(model.cachedLength).toBe(0);
    expect(await stream.begin(prompt, new Uint8Array(0))).toBe(true);
    expect(model.cachedTokens).toEqual([bpe.end, 0, 1, 0]);
    model.beforeForward = () => {
      throw new Error("struck");
    };
    await expect(stream.push(Uint8Array.of(97))).rejects.toThrow("struck");
    model.beforeForward = undefined;
    const other = Int32Array.of(bpe.end, 0, 1, 2);
    expect(await stream.begin(other, new Uint8Array(0))).toBe(true);
    expect(model.cachedTokens).toEqual([bpe.end, 0, 1]);
    await stream.push(Uint8Array.of(97));
    expect(stream.next(1)).toBeDefined();
  });

  it("takes no more as it is than may be", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -80, max: 30, noNaN: true }), { minLength: 300, maxLength: 400 }),
        fc.constantFrom(1e-1, 1e-2, 1e-4),
        (values, share) => {
          const logits = Float32Array.from(values);
          const candidates = Int32Array.from(logits.keys());
          const weight = (tokens: Int32Array): number =>
            tokens.reduce((sum, token) => sum + Math.exp(at(logits, token) - 30), 0);
          const least = leastLikely(candidates, logits, share);
          const below = candidates.filter((token) => at(logits, token) < least);
          expect(weight(below)).toBeLessThanOrEqual(share * weight(candidates) * (1 + 1e-9));
          expect(leastLikely(candidates, logits, 0)).toBe(-Infinity);
        },
      ),
      fixedRuns(50),
    );
    const sure = Float32Array.from({ length: 400 }, (_, token) => (token === 7 ? 30 : 0));
    const least = leastLikely(Int32Array.from(sure.keys()), sure, 1e-4);
    expect(least).toBeGreaterThan(0);
    expect(least).toBeLessThanOrEqual(30);
  });
});

const combinations: readonly Combination[] = [
  { kind: "mixture", share: 0.5 },
  { kind: "mixture", share: 0.8 },
  { kind: "mixture", share: 1 },
  { kind: "product", share: 0.5 },
  { kind: "product", share: 0.3 },
  { kind: "product", share: 0 },
];

interface Pair {
  readonly first: Toy;
  readonly second: Toy;
}

const pairOf = (seed: number): Pair => ({ first: toyOf(seed), second: toyOf(seed + 500) });

/** The ensemble's next byte by its definition, from lists of all token sequences. */
function bruteCombined({ first, second }: Pair, text: Uint8Array, how: Combination): Float64Array {
  return combineBytes(bruteNext(first, text), bruteNext(second, text), how);
}

async function ensembleOf(
  { first, second }: Pair,
  combination: Combination,
): Promise<EnsembleModel> {
  for (const { stream, language } of [first, second]) {
    await stream.begin(language.prompt, new Uint8Array(0));
  }
  return new EnsembleModel({ first: first.stream, second: second.stream, combination });
}

const bytesOnly = { vocabulary: byteVocabulary, endTokens: new Set([END_OF_TEXT]) };

function drafting(model: EnsembleModel): Strategy {
  return strategyOf("byte-ensemble", () => new ByteDrafter(model), { maxDrafts: 8, maxDepth: 8 });
}

async function decode(
  pair: Pair,
  combination: Combination,
  request: Partial<DecodeRequest>,
  strategyFor: (model: EnsembleModel) => Strategy,
): Promise<DecodeResult> {
  const model = await ensembleOf(pair, combination);
  return decodeOnce(
    model,
    { prompt: Int32Array.of(END_OF_TEXT), strategy: strategyFor(model), ...request },
    bytesOnly,
  );
}

describe("an ensemble on bytes", () => {
  it("gives every text the probability that its definition gives it", async () => {
    for (const how of combinations) {
      for (const seed of [2, 31]) {
        const pair = pairOf(seed);
        const model = await ensembleOf(pair, how);
        let mass = 0;
        /** Walks all texts of up to three letters; those that have three may go on. */
        const walk = async (text: readonly number[], p: number): Promise<void> => {
          const tokens = Int32Array.of(END_OF_TEXT, ...text);
          const step = await model.forward(
            {
              size: tokens.length,
              tokens,
              parents: tokens.map((_, i) => i - 1),
              depths: tokens.map((_, i) => i),
            },
            Int32Array.of(text.length),
          );
          const row = (await step.fullRow(text.length)).map(Math.exp);
          const expected = bruteCombined(pair, Uint8Array.from(text), how).map(Math.exp);
          for (const [byte, probability] of expected.entries()) {
            expect(Math.abs(at(row, byte) - probability)).toBeLessThan(1e-6);
          }
          mass += p * at(row, END_OF_TEXT);
          for (const byte of letters) {
            const longer = p * at(row, byte);
            if (longer === 0) continue;
            if (text.length === 2) mass += longer;
            else await walk([...text, byte], longer);
          }
        };
        await walk([], 1);
        expect(mass).toBeCloseTo(1, 5);
      }
    }
  });

  it("writes the likeliest byte each time, whatever is drafted", async () => {
    for (const how of combinations) {
      for (const seed of [4, 23]) {
        const pair = pairOf(seed);
        const expected: number[] = [];
        for (;;) {
          const logs = bruteCombined(pair, Uint8Array.from(expected), how);
          const best = logs.indexOf(Math.max(...logs));
          if (best === END_OF_TEXT || expected.length === 7) break;
          expected.push(best);
        }
        const strategies = [
          drafting,
          () => autoregressive,
          () => garbageStrategy({ seed, vocabSize: 257 }),
        ];
        for (const strategyFor of strategies) {
          const { bytes } = await decode(pair, how, { maxTokens: 7 }, strategyFor);
          expect(Array.from(bytes)).toEqual(expected);
        }
      }
    }
  });

  it("draws from its own law, the same text with and without drafts", async () => {
    const how = { kind: "mixture", share: 0.6 } as const;
    const pair = pairOf(12);
    const law = new Map<string, number>();
    const walk = (text: readonly number[], p: number): void => {
      const probabilities = bruteCombined(pair, Uint8Array.from(text), how).map(Math.exp);
      const spelt = String.fromCharCode(...text);
      law.set(
        spelt,
        (law.get(spelt) ?? 0) + p * (text.length === 3 ? 1 : at(probabilities, END_OF_TEXT)),
      );
      if (text.length === 3) return;
      for (const byte of letters) walk([...text, byte], p * at(probabilities, byte));
    };
    walk([], 1);
    const counts = new Map<string, number>();
    let numAccepted = 0;
    for (let seed = 0; seed < 500; seed++) {
      const request = { temperature: 1, seed, maxTokens: 3 };
      const drafted = await decode(pair, how, request, drafting);
      if (seed < 50) {
        expect(drafted.text).toBe((await decode(pair, how, request, () => autoregressive)).text);
      }
      counts.set(drafted.text, (counts.get(drafted.text) ?? 0) + 1);
      numAccepted += drafted.stats.numAcceptedTokens;
    }
    expect(numAccepted).toBeGreaterThan(50);
    expect(chiSquareP(counts, law)).toBeGreaterThan(1e-3);
  });

  it("stops where either model has no room for another byte", async () => {
    const pair = pairOf(8);
    const small = new FakeModel({
      vocabSize: pair.second.bpe.size,
      maxLength: 12,
      logitsOf: (context) => {
        const row = pair.second.language.probabilities(context.slice(1));
        return Float32Array.from(row, (p, token) =>
          token === pair.second.bpe.end ? -Infinity : Math.log(p),
        );
      },
    });
    const second = { ...pair.second, stream: new ByteStream(partsOf(pair.second.bpe, small)) };
    const how = { kind: "product", share: 0.5 } as const;
    const { stoppedBy, bytes } = await decode(
      { ...pair, second },
      how,
      { maxTokens: 40 },
      drafting,
    );
    expect(stoppedBy).toBe("modelFull");
    expect(bytes.length).toBeGreaterThan(4);
    expect(small.cachedLength).toBe(0);
  });
});
