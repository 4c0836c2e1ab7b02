import { describe, expect, it } from "vitest";
import { emptyPrefixHash, extendPrefixHash } from "../../src/core/alternatives/prefixHash";
import {
  stochasticBeams,
  type BeamRequest,
  type DrawnBeams,
} from "../../src/core/alternatives/stochasticBeams";
import { at } from "../../src/core/at";
import { unconstrained } from "../../src/core/constrain/unconstrained";
import { GeneratedText } from "../../src/core/decode/generatedText";
import type { LanguageModel } from "../../src/core/model/languageModel";
import { KeyedNoise } from "../../src/core/sample/keyedNoise";
import type { Noise } from "../../src/core/sample/noise";
import { TemperaturePicker } from "../../src/core/sample/temperaturePicker";
import { chainTree } from "../../src/core/tree/chainTree";
import { chiSquareP } from "../support/chiSquare";
import { FakeModel, hashLogits } from "../support/fakeModel";
import { positionKeyedNoise } from "../support/mutants/positionKeyedNoise";
import { PieceVocabulary } from "../support/pieceVocabulary";
import { tableModel, type TableModel } from "../support/tableModel";
import { noStop } from "../../src/core/decode/stopRule";

const letters = Array.from("abcdefghijklmnop");
const root = 0;

function draw(
  model: LanguageModel,
  noise: Noise,
  options: { readonly maxTokens: number } & Partial<BeamRequest<number>>,
): Promise<DrawnBeams> {
  const vocabulary = new PieceVocabulary({
    marks: [],
    pieces: letters.slice(0, model.vocabSize),
  });
  const text = new GeneratedText(
    { vocabulary, endTokens: new Set() },
    { numHeldBytes: 0, maxTokens: options.maxTokens, stopRule: noStop },
  );
  return stochasticBeams(model, {
    root,
    constraint: unconstrained,
    text,
    width: 2,
    temperature: 1,
    noise,
    suggestionOf: (written) => written,
    nameOf: (suggestion) => suggestion,
    excluded: new Set(),
    isInterrupted: () => false,
    ...options,
  });
}

const textsOf = ({ beams }: DrawnBeams): string => beams.map((b) => b.suggestion).join(" ");

/** P(text) of all texts of `numTokens` tokens, from the definition. */
function textLaw({ probabilities }: TableModel, numTokens: number): ReadonlyMap<string, number> {
  let law = new Map<string, { tokens: number[]; p: number }>([["", { tokens: [], p: 1 }]]);
  for (let length = 0; length < numTokens; length++) {
    const longer: typeof law = new Map();
    for (const [text, { tokens, p }] of law) {
      for (const [token, q] of probabilities([root, ...tokens]).entries()) {
        longer.set(`${text}${letters[token] ?? ""}`, { tokens: [...tokens, token], p: p * q });
      }
    }
    law = longer;
  }
  return new Map(Array.from(law, ([text, { p }]) => [text, p]));
}

/** Ordered pairs without replacement: P(a) P(b) / (1 - P(a)). */
function pairLaw(law: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const pairs = new Map<string, number>();
  for (const [a, p] of law) {
    for (const [b, q] of law) if (a !== b) pairs.set(`${a} ${b}`, (p * q) / (1 - p));
  }
  return pairs;
}

async function countDraws(
  model: LanguageModel,
  noiseOf: (seed: number) => Noise,
  options: { readonly maxTokens: number } & Partial<BeamRequest<number>>,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 10_000; seed++) {
    const texts = textsOf(await draw(model, noiseOf(seed), options));
    model.truncate(0);
    counts.set(texts, (counts.get(texts) ?? 0) + 1);
  }
  return counts;
}

describe("the law of stochastic beams", () => {
  const keyed = (seed: number): Noise => new KeyedNoise(seed);

  it.each([{ topK: 1 }, { topK: 2 }, { topK: 3 }])(
    "is that of ordered draws without replacement, with a top $topK of 3 tokens",
    async ({ topK }) => {
      const table = tableModel({ vocabSize: 3, seed: 5, topK });
      const counts = await countDraws(table.model, keyed, { maxTokens: 2 });
      const law = pairLaw(textLaw(table, 2));
      expect(law.size).toBe(72);
      expect(chiSquareP(counts, law)).toBeGreaterThan(1e-3);
    },
  );

  it("is wrong with noise that is keyed by position alone", async () => {
    const table = tableModel({ vocabSize: 3, seed: 5 });
    const counts = await countDraws(
      table.model,
      (seed) => positionKeyedNoise(keyed(seed), { position: 1, vocabSize: 3, maxTokens: 2 }),
      { maxTokens: 2 },
    );
    expect(chiSquareP(counts, pairLaw(textLaw(table, 2)))).toBeLessThan(1e-12);
  });

  it("is that of texts, where several token sequences give the same text", async () => {
    const table = tableModel({ vocabSize: 3, seed: 6, topK: 2 });
    // The second token is cut off from the text, but for whether it is the last of the vocabulary.
    const suggestionOf = (text: string): string => (text.endsWith("c") ? text : text.slice(0, 1));
    const counts = await countDraws(table.model, keyed, { maxTokens: 2, suggestionOf });
    const shares = new Map<string, number>();
    for (const [text, p] of textLaw(table, 2)) {
      const name = suggestionOf(text);
      shares.set(name, (shares.get(name) ?? 0) + p);
    }
    expect(chiSquareP(counts, pairLaw(shares))).toBeGreaterThan(1e-3);
  });

  it("is conditional on what the constraint admits and on what is not excluded", async () => {
    const table = tableModel({ vocabSize: 3, seed: 7, topK: 1 });
    const isAllowed = (text: string): boolean => !text.startsWith("a") && text !== "bb";
    const counts = await countDraws(table.model, keyed, {
      maxTokens: 2,
      constraint: {
        start: () => 0,
        isFree: (length) => length > 0,
        admits: (_, token) => token !== 0,
        next: (length) => length + 1,
      },
      excluded: new Set(["bb"]),
    });
    const allowed = [...textLaw(table, 2)].filter(([text]) => isAllowed(text));
    const total = allowed.reduce((sum, [, p]) => sum + p, 0);
    const shares = pairLaw(new Map(allowed.map(([text, p]) => [text, p / total])));
    expect(chiSquareP(counts, shares)).toBeGreaterThan(1e-3);
  });
});

describe("the first beam", () => {
  const vocabSize = 16;
  const maxTokens = 6;

  /** One token at a time, with the picker of ordinary decoding and the beams' noise. */
  async function autoregressiveText(
    model: FakeModel,
    noise: Noise,
    temperature: number,
  ): Promise<string> {
    let hash = emptyPrefixHash(1);
    const picker = new TemperaturePicker({
      temperature,
      vocabSize,
      noise: { gumbel: (_, token) => noise.gumbel(hash, token) },
    });
    const tokens: number[] = [];
    for (let last = root; tokens.length < maxTokens;) {
      const output = await model.forward(chainTree(Int32Array.of(last)), Int32Array.of(0));
      last = await picker.pick(output, 0, unconstrained, 0);
      model.keep(output, Int32Array.of(0));
      tokens.push(last);
      hash = extendPrefixHash(hash, last);
    }
    model.truncate(0);
    return tokens.map((token) => letters[token]).join("");
  }

  it.each([0.5, 1, 2])(
    "is the text of ordinary decoding with the same noise at %d",
    async (temperature) => {
      const model = new FakeModel({
        vocabSize,
        logitsOf: hashLogits({ seed: 4, vocabSize }),
        topK: 3,
      });
      for (let seed = 0; seed < 60; seed++) {
        const noise = new KeyedNoise(seed);
        const { beams } = await draw(model, noise, { maxTokens, temperature, width: 4 });
        model.truncate(0);
        expect(beams[0]?.suggestion).toBe(await autoregressiveText(model, noise, temperature));
      }
    },
  );
});

describe("stochastic beams", () => {
  it("run each node once and one pass for each token", async () => {
    const { model } = tableModel({ vocabSize: 8, seed: 2 });
    const { beams, numPasses, numNodes } = await draw(model, new KeyedNoise(1), {
      maxTokens: 5,
      width: 4,
    });
    expect(beams).toHaveLength(4);
    expect(numPasses).toBe(5);
    expect(model.numForwards).toBe(5);
    expect(model.numNodes).toBe(numNodes);
    expect(numNodes).toBeLessThanOrEqual(1 + 4 * 4);
    expect(model.cachedLength).toBe(0);
  });

  it("know the log probability of their texts", async () => {
    const table = tableModel({ vocabSize: 3, seed: 9, topK: 1 });
    const law = textLaw(table, 3);
    const { beams } = await draw(table.model, new KeyedNoise(3), { maxTokens: 3, width: 4 });
    for (const { suggestion, meanLogProbability } of beams) {
      expect(Math.exp(3 * meanLogProbability)).toBeCloseTo(law.get(suggestion) ?? NaN, 9);
    }
    expect(beams.map(({ key }) => key)).toEqual(
      beams.map(({ key }) => key).toSorted((a, b) => b - a),
    );
    expect(
      at(
        beams.map(({ key }) => key),
        0,
      ),
    ).toBe(0);
  });

  it("give up what has not ended when they are interrupted", async () => {
    const { model } = tableModel({ vocabSize: 8, seed: 2 });
    let numAsked = 0;
    const { beams, numPasses } = await draw(model, new KeyedNoise(1), {
      maxTokens: 5,
      isInterrupted: () => numAsked++ === 2,
    });
    expect(beams).toEqual([]);
    expect(numPasses).toBe(2);
  });

  it("end where the model has no more room", async () => {
    const model = new FakeModel({
      vocabSize: 8,
      logitsOf: hashLogits({ seed: 1, vocabSize: 8 }),
      maxLength: 4,
    });
    const { beams, numNodes } = await draw(model, new KeyedNoise(1), { maxTokens: 9, width: 2 });
    expect(beams).toEqual([]);
    expect(numNodes).toBe(4);
  });
});
