import { describe, expect, it } from "vitest";
import {
  findAlternatives,
  type AlternativesRequest,
} from "../../src/core/alternatives/findAlternatives";
import { candidateName } from "../../src/core/alternatives/candidateName";
import { stochasticBeams } from "../../src/core/alternatives/stochasticBeams";
import { unconstrained } from "../../src/core/constrain/unconstrained";
import { GeneratedText } from "../../src/core/decode/generatedText";
import { CoverTree } from "../../src/core/heal/coverTree";
import type { LanguageModel } from "../../src/core/model/languageModel";
import { neverCancelled } from "../../src/core/ports";
import { KeyedNoise } from "../../src/core/sample/keyedNoise";
import { TokenIndex } from "../../src/core/tokens/tokenIndex";
import { chainTree } from "../../src/core/tree/chainTree";
import { bruteForce, canonicalModel } from "../support/canonicalModel";
import { chiSquareP } from "../support/chiSquare";
import { FakeClock } from "../support/fakeClock";
import { FakeModel, hashLogits } from "../support/fakeModel";
import { END, pieceVocabulary } from "../support/pieceVocabulary";
import { ToyBpe } from "../support/toyBpe";

const prompt = Int32Array.of(3, 4, 5, 6);
const endTokens = new Set([END]);

async function prefilled(seed: number): Promise<FakeModel> {
  const vocabSize = pieceVocabulary.size;
  const model = new FakeModel({
    vocabSize,
    logitsOf: hashLogits({ seed, vocabSize, order: 2 }),
  });
  const output = await model.forward(chainTree(prompt), Int32Array.of(0));
  model.keep(output, Int32Array.from(prompt.keys()));
  return model;
}

function find(
  model: LanguageModel,
  changes: Partial<AlternativesRequest<number>> = {},
): ReturnType<typeof findAlternatives> {
  return findAlternatives(
    {
      prompt,
      constraint: unconstrained,
      numHeldBytes: 0,
      stopRule: {
        check: (text) => {
          const length = text.indexOf(10);
          return length < 0 ? undefined : { length, reason: "lineEnd" };
        },
      },
      maxTokens: 6,
      temperature: 0,
      seed: 1,
      numWanted: 4,
      first: "",
      shown: [],
      suggestionOf: (text) => text.trimEnd(),
      timeBudgetMs: Infinity,
      cancellation: neverCancelled,
      ...changes,
    },
    { model, vocabulary: pieceVocabulary, endTokens, clock: new FakeClock() },
  );
}

describe("findAlternatives", () => {
  it("finds different texts, none of them empty, first or shown", async () => {
    for (let seed = 0; seed < 40; seed++) {
      const model = await prefilled(seed);
      const { candidates: all } = await find(model, { seed });
      expect(all.length).toBeGreaterThan(1);
      const [first = "", second = ""] = all.map(({ suggestion }) => suggestion);
      const shown = [` ${second}\n`];
      const { candidates } = await find(model, { seed, first, shown });
      const names = candidates.map(({ suggestion }) => candidateName(suggestion));
      expect(new Set([...names, "", candidateName(first), candidateName(second)]).size).toBe(
        names.length + 3,
      );
      expect(model.cachedTokens).toEqual(Array.from(prompt.subarray(0, 3)));
    }
  });

  it("finds the same again", async () => {
    const model = await prefilled(5);
    expect(await find(model)).toEqual(await find(model));
  });

  it("leaves the prompt's rows when a pass fails", async () => {
    const model = await prefilled(6);
    let numPasses = 0;
    model.beforeForward = () => {
      if (++numPasses === 3) throw new Error("out of memory");
    };
    await expect(find(model)).rejects.toThrow("out of memory");
    expect(model.cachedTokens).toEqual(Array.from(prompt.subarray(0, 3)));
  });

  it("obeys a cancel", async () => {
    const model = await prefilled(6);
    const { candidates, numPasses } = await find(model, { cancellation: { isCancelled: true } });
    expect({ candidates, numPasses }).toEqual({ candidates: [], numPasses: 0 });
  });

  it("refuses a cache that lacks the prompt", async () => {
    const model = await prefilled(6);
    model.truncate(2);
    await expect(find(model)).rejects.toThrow("the prompt's rows");
  });
});

describe("beams that begin with a cover", () => {
  it.each([
    [4, "ab"],
    [12, "bb"],
    [7, "cab"],
  ] as const)(
    "follow the law of text that begins with the held bytes: %d, %s",
    async (seed, beginning) => {
      const numLetters = 2;
      const bpe = new ToyBpe({ seed, numMerges: 6 });
      const language = canonicalModel(bpe, seed);
      const held = Uint8Array.from(Array.from(beginning, (letter) => letter.charCodeAt(0)));
      const law = new Map<string, number>();
      const visit = (more: readonly number[]): void => {
        const isLong = more.length === numLetters;
        const p = bruteForce(bpe, language, Uint8Array.of(...held, ...more), !isLong);
        law.set(String.fromCharCode(...more), p / bruteForce(bpe, language, held));
        if (!isLong) for (const byte of [97, 98, 99]) visit([...more, byte]);
      };
      visit([]);
      const pairs = new Map<string, number>();
      for (const [a, p] of law) {
        for (const [b, q] of law)
          if (a !== b && p * q > 0) pairs.set(`${a} ${b}`, (p * q) / (1 - p));
      }

      const covers = new CoverTree(held, { vocabulary: bpe, index: new TokenIndex(bpe) });
      const counts = new Map<string, number>();
      for (let draw = 0; draw < 6000; draw++) {
        const { beams } = await stochasticBeams(language.model, {
          root: bpe.end,
          constraint: unconstrained,
          covers,
          text: new GeneratedText(
            { vocabulary: bpe, endTokens: new Set([bpe.end]) },
            {
              numHeldBytes: held.length,
              maxTokens: 9,
              stopRule: {
                check: (bytes) =>
                  bytes.length < numLetters ? undefined : { length: numLetters, reason: "lineEnd" },
              },
            },
          ),
          // Wider than the pair, because one text may be written in several ways.
          width: 6,
          temperature: 1,
          noise: new KeyedNoise(draw),
          suggestionOf: (text) => text,
          nameOf: (text) => text,
          excluded: new Set(),
          isInterrupted: () => false,
        });
        language.model.truncate(0);
        const pair = beams
          .slice(0, 2)
          .map(({ suggestion }) => suggestion)
          .join(" ");
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
      expect(chiSquareP(counts, pairs)).toBeGreaterThan(1e-3);
    },
  );
});
