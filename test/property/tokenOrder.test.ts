import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import { conditionedKey } from "../../src/core/sample/conditionedKey";
import { gumbelOrder } from "../../src/core/sample/gumbelOrder";
import { KeyedNoise } from "../../src/core/sample/keyedNoise";
import { GreedyPicker } from "../../src/core/sample/greedyPicker";
import { TAIL, type Noise } from "../../src/core/sample/noise";
import { penalised } from "../../src/core/sample/repetition";
import { noRules, type SamplingRules } from "../../src/core/sample/samplingRules";
import { ScoredRow } from "../../src/core/sample/scoredRow";
import { TemperaturePicker } from "../../src/core/sample/temperaturePicker";
import { truncationRules } from "../../src/core/sample/truncation";
import { admitting } from "../support/admitting";
import { fixedRuns } from "../support/arbitraries";
import { chiSquareP } from "../support/chiSquare";
import { targetRow } from "../support/fakeModel";
import { keptByDefinition } from "../support/keptByDefinition";
import { RowOutput } from "../support/rowOutput";
import { softmax } from "../support/tableModel";

const cases = fc.record({
  logits: fc
    .array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 24 })
    .map((logits) => Float32Array.from(logits)),
  topK: fc.integer({ min: 1, max: 24 }),
  temperature: fc.double({ min: 0.3, max: 3, noNaN: true }),
  penalty: fc.constantFrom(1, 1, 1.3),
  seed: fc.nat(1e6),
  admitted: fc.uniqueArray(fc.nat(23), { minLength: 1, maxLength: 12 }),
});

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

/** The root token of `RowOutput`, and two more. */
const history = [1, 2];
const repetitionOf = (penalty: number) =>
  penalty === 1 ? {} : { repetition: { penalty, history: () => history, isMark: () => false } };

function scoresOf({ logits, penalty, temperature }: Case): readonly number[] {
  const recent = new Set([0, ...history]);
  return Array.from(
    logits,
    (logit, token) => (recent.has(token) ? penalised(logit, penalty) : logit) / temperature,
  );
}

/** The key of every token, computed at once and as the formula stands. */
function keysOf(aCase: Case, noise: Noise, position: number): readonly number[] {
  const scores = scoresOf(aCase);
  const inside = new Set(targetRow(aCase.logits, aCase.topK).ids);
  const own = scores.map((score, token) => score + noise.gumbel(position, token));
  const outside = Array.from(own.keys()).filter((token) => !inside.has(token));
  const logWeight = Math.log(outside.reduce((sum, token) => sum + Math.exp(at(scores, token)), 0));
  const group = logWeight + noise.gumbel(position, TAIL);
  const largest = Math.max(...outside.map((token) => at(own, token)));
  return own.map((key, token) =>
    inside.has(token) ? key : -Math.log(Math.exp(-group) - Math.exp(-largest) + Math.exp(-key)),
  );
}

/** Asks the mask about every token, then takes the largest key. */
function maskedArgmax(keys: readonly number[], admitted: readonly number[]): number {
  return admitted
    .filter((token) => token < keys.length)
    .reduce((a, b) =>
      at(keys, b) > at(keys, a) || (at(keys, b) === at(keys, a) && b < a) ? b : a,
    );
}

function numAbove(keys: readonly number[], token: number): number {
  return keys.filter(
    (key, other) => key > at(keys, token) || (key === at(keys, token) && other < token),
  ).length;
}

function possible(aCase: Case): boolean {
  return aCase.admitted.some((token) => token < aCase.logits.length);
}

describe("the first admitted token of the order", () => {
  it("is that of masking every key, for as few questions as the order allows", async () => {
    let numQuestions = 0;
    let numTokens = 0;
    await fc.assert(
      fc.asyncProperty(cases.filter(possible), async (aCase) => {
        const { logits, topK, temperature, penalty, seed, admitted } = aCase;
        const noise = new KeyedNoise(seed);
        const vocabSize = logits.length;
        const parts = { temperature, noise, vocabSize, ...repetitionOf(penalty) };
        const picker = new TemperaturePicker(parts);
        const output = new RowOutput(logits, Math.min(topK, vocabSize));
        for (output.cachedLength = 0; output.cachedLength < 8; output.cachedLength++) {
          const keys = keysOf(aCase, noise, output.cachedLength + 1);
          const asked: number[] = [];
          const token = await picker.pick(output, 0, admitting(admitted, asked), 0);
          expect(token).toBe(maskedArgmax(keys, admitted));
          expect(asked).toHaveLength(numAbove(keys, token) + 1);
          expect(new Set(asked).size).toBe(asked.length);
          numQuestions += asked.length;
          numTokens += vocabSize;
        }
      }),
      fixedRuns(400),
    );
    expect(numQuestions).toBeLessThan(numTokens / 2);
  });

  it("is that of masking the whole row when greedy", async () => {
    await fc.assert(
      fc.asyncProperty(cases.filter(possible), async (drawn) => {
        const aCase = { ...drawn, temperature: 1 };
        const { logits, topK, penalty, admitted } = aCase;
        const picker = new GreedyPicker(repetitionOf(penalty).repetition);
        const output = new RowOutput(logits, Math.min(topK, logits.length));
        const scores = scoresOf(aCase);
        const asked: number[] = [];
        const token = await picker.pick(output, 0, admitting(admitted, asked), 0);
        expect(token).toBe(maskedArgmax(scores, admitted));
        expect(asked).toHaveLength(numAbove(scores, token) + 1);
        const free = await picker.pick(output, 0, { ...admitting([]), isFree: () => true }, 0);
        expect(free).toBe(maskedArgmax(scores, Array.from(scores.keys())));
      }),
      fixedRuns(400),
    );
  });

  it("is that of masking the kept tokens, and the likeliest of the others where none is kept", async () => {
    const rules: SamplingRules = { ...noRules, topK: 6, topP: 0.8, minP: 0.05 };
    await fc.assert(
      fc.asyncProperty(cases.filter(possible), async (aCase) => {
        const { logits, topK, temperature, penalty, seed, admitted } = aCase;
        const noise = new KeyedNoise(seed);
        const picker = new TemperaturePicker({
          temperature,
          noise,
          vocabSize: logits.length,
          rules: truncationRules(rules),
          ...repetitionOf(penalty),
        });
        const output = new RowOutput(logits, Math.min(topK, logits.length));
        const scores = scoresOf(aCase);
        const kept = keptByDefinition(scores, rules);
        const keptAdmitted = kept.filter((token) => admitted.includes(token));
        const keys = scores.map((score, token) => score + noise.gumbel(1, token));
        const expected =
          keptAdmitted.length > 0
            ? maskedArgmax(keys, keptAdmitted)
            : maskedArgmax(scores, admitted);
        expect(await picker.pick(output, 0, admitting(admitted), 0)).toBe(expected);
      }),
      fixedRuns(400),
    );
  });
});

describe("the order of the tokens", () => {
  const logits = Float32Array.of(0.5, 1.2, -0.3, 0.9, 0);

  /** How often each pair of tokens comes first, over positions. */
  async function countPairs(topK: number, temperature: number): Promise<Map<string, number>> {
    const noise = new KeyedNoise(12);
    const output = new RowOutput(logits, topK);
    const scoring = { temperature, penalty: 1, recent: new Set<number>(), vocabSize: 5 };
    const row = new ScoredRow(output, 0, scoring);
    const counts = new Map<string, number>();
    for (let position = 0; position < 20_000; position++) {
      const tokens: number[] = [];
      const order = gumbelOrder(row, (token) => noise.gumbel(position, token));
      for await (const stretch of order) for (const { token } of stretch) tokens.push(token);
      expect(new Set(tokens).size).toBe(5);
      const pair = tokens.slice(0, 2).join(" ");
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    return counts;
  }

  // A pair is two draws without replacement, whether the group stood before its tokens or not.
  it.each([
    { topK: 1, temperature: 1 },
    { topK: 2, temperature: 0.7 },
    { topK: 3, temperature: 1.5 },
    { topK: 5, temperature: 1 },
  ])(
    "is that of drawing without replacement from a top $topK at $temperature",
    async ({ topK, temperature }) => {
      const p = softmax(logits, temperature);
      const shares = new Map<string, number>();
      for (const [a, pa] of p.entries()) {
        for (const [b, pb] of p.entries()) {
          if (a !== b) shares.set([a, b].join(" "), (pa * pb) / (1 - pa));
        }
      }
      expect(chiSquareP(await countPairs(topK, temperature), shares)).toBeGreaterThan(1e-3);
    },
  );
});

describe("conditionedKey", () => {
  it("turns the largest into the group's and keeps the order, however far apart", () => {
    for (const group of [-700, -3, 0, 5, 700]) {
      expect(conditionedKey(1, 1, group)).toBe(group);
      const keys = [1, 1 - 1e-9, 0.5, -3, -40, -800].map((key) => conditionedKey(key, 1, group));
      expect(keys.every((key) => Number.isFinite(key))).toBe(true);
      expect(keys).toEqual([...keys].sort((a, b) => b - a));
    }
    expect(conditionedKey(Number.NEGATIVE_INFINITY, 1, 0)).toBe(Number.NEGATIVE_INFINITY);
  });

  it("is the formula where that neither cancels nor overflows", () => {
    const plain = -Math.log(Math.exp(-2) - Math.exp(-1.5) + Math.exp(0.3));
    expect(conditionedKey(-0.3, 1.5, 2)).toBeCloseTo(plain, 12);
  });
});
