import { describe, expect, it } from "vitest";
import { unconstrained } from "../../src/core/constrain/unconstrained";
import { autoregressive } from "../../src/core/decode/autoregressive";
import type { Strategy } from "../../src/core/decode/strategy";
import { detectWatermark } from "../../src/core/sample/detectWatermark";
import { noRules, type SamplingRules } from "../../src/core/sample/samplingRules";
import { TemperaturePicker } from "../../src/core/sample/temperaturePicker";
import { WatermarkNoise } from "../../src/core/sample/watermarkNoise";
import { chiSquareP } from "../support/chiSquare";
import { decodeOnce } from "../support/decodeOnce";
import { FakeModel, hashLogits } from "../support/fakeModel";
import { pieceVocabulary } from "../support/pieceVocabulary";
import { seededRandom } from "../support/randomTree";
import { RowOutput } from "../support/rowOutput";
import { emptyStrategy, fullTreeStrategy, garbageStrategy } from "../support/scriptedDrafter";
import { softmax } from "../support/tableModel";

describe("marked text", () => {
  it.each([2, 5])("has the law of any other, over keys, from a top %i", async (topK) => {
    const logits = Float32Array.of(0.5, 1.2, -0.3, 0.9, 0);
    const output = new RowOutput(logits, topK);
    const counts = new Map<string, number>();
    for (let i = 0; i < 8000; i++) {
      const noise = new WatermarkNoise(`key ${String(i)}`);
      const picker = new TemperaturePicker({ temperature: 0.8, noise, vocabSize: 5 });
      const text: number[] = [];
      for (output.cachedLength = 40; text.length < 2; output.cachedLength++) {
        text.push(await picker.pick(output, 0, unconstrained, 0));
      }
      counts.set(text.join(" "), (counts.get(text.join(" ")) ?? 0) + 1);
    }
    const p = softmax(logits, 0.8);
    const law = new Map(
      p.flatMap((a, i) => p.map((b, j): [string, number] => [[i, j].join(" "), a * b])),
    );
    expect(chiSquareP(counts, law)).toBeGreaterThan(1e-3);
  });

  it("is the same with and without speculation, rules and penalty too", async () => {
    const vocabSize = pieceVocabulary.size;
    const strategies: readonly Strategy[] = [
      emptyStrategy,
      fullTreeStrategy(vocabSize, { maxDrafts: 12, maxDepth: 3 }),
      garbageStrategy({ seed: 4, vocabSize }, { maxDrafts: 6, maxDepth: 3 }),
    ];
    const sets: readonly Partial<SamplingRules>[] = [
      {},
      { topP: 0.9, repetitionPenalty: 1.3 },
      { topH: 0.5, topK: 6 },
    ];
    for (const rules of sets) {
      for (let seed = 0; seed < 8; seed++) {
        const decode = async (strategy: Strategy): Promise<readonly number[]> => {
          const logitsOf = hashLogits({ seed, vocabSize });
          const model = new FakeModel({ vocabSize, logitsOf });
          const sampling = { ...noRules, ...rules, watermarkKey: "key" };
          const request = { strategy, temperature: 1, seed, sampling, maxTokens: 30 };
          return Array.from((await decodeOnce(model, request)).tokens);
        };
        const plain = await decode(autoregressive);
        for (const strategy of strategies) expect(await decode(strategy)).toEqual(plain);
      }
    }
  });
});

/** The largest distance between the steps of sorted numbers and the uniform law on 0..1, times the root of their number. */
function kolmogorov(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const gaps = sorted.map((value, i) => Math.max((i + 1) / n - value, value - i / n));
  return Math.sqrt(n) * Math.max(...gaps);
}

describe("the detector's p-value", () => {
  const numNullKeys = 49;

  it("is uniform on text that knows nothing of the key", async () => {
    const random = seededRandom(9);
    const values: number[] = [];
    for (let i = 0; i < 200; i++) {
      // Code repeats itself: few different tokens, in runs.
      const tokens = Int32Array.from({ length: 20 }, () => Math.floor(6 * random() ** 2));
      const test = { key: `key ${String(i)}`, numNullKeys, blockTokens: 8, keyLength: 24 };
      const { pValue } = await detectWatermark(tokens, test);
      // Spread over its step, so that it is continuous.
      values.push(pValue - random() / (numNullKeys + 1));
    }
    // Exceeded with probability 0.001.
    expect(kolmogorov(values)).toBeLessThan(1.95);
  });

  it("is small on marked text of many choices, wherever it begins, and not with another key", async () => {
    const random = seededRandom(2);
    const rows = Array.from(
      { length: 60 },
      () =>
        new RowOutput(
          Float32Array.from({ length: 50 }, () => 3 * random()),
          20,
        ),
    );
    const noise = new WatermarkNoise("mine", { shift: 77 });
    const picker = new TemperaturePicker({ temperature: 1, noise, vocabSize: 50 });
    const tokens = new Int32Array(60);
    for (const [i, row] of rows.entries()) {
      row.cachedLength = 300 + i;
      tokens[i] = await picker.pick(row, 0, unconstrained, 0);
    }
    // Text of somebody else around it.
    const others = Int32Array.from({ length: 30 }, () => Math.floor(50 * random()));
    const text = Int32Array.from([...others, ...tokens, ...others]);
    const test = { numNullKeys, blockTokens: 40 };
    const mine = await detectWatermark(text, { ...test, key: "mine" });
    expect(mine.pValue).toBe(1 / (numNullKeys + 1));
    const yours = await detectWatermark(text, { ...test, key: "yours" });
    expect(yours.pValue).toBeGreaterThan(0.1);
  });
});
