import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import { unconstrained } from "../../src/core/constrain/unconstrained";
import { KeyedNoise } from "../../src/core/sample/keyedNoise";
import { penalised } from "../../src/core/sample/repetition";
import { noRules, type SamplingRules } from "../../src/core/sample/samplingRules";
import { ScoredRow } from "../../src/core/sample/scoredRow";
import { TemperaturePicker } from "../../src/core/sample/temperaturePicker";
import { keptTokens, truncationRules } from "../../src/core/sample/truncation";
import { fixedRuns } from "../support/arbitraries";
import { chiSquareP } from "../support/chiSquare";
import { entropy, keptByDefinition, normalised } from "../support/keptByDefinition";
import { seededRandom } from "../support/randomTree";
import { RowOutput } from "../support/rowOutput";
import { softmax } from "../support/tableModel";

const alphas = fc.constantFrom(0.2, 0.4, 0.7);
const someRules: fc.Arbitrary<SamplingRules> = fc
  .oneof(
    fc.integer({ min: 1, max: 30 }).map((topK) => ({ topK })),
    fc.double({ min: 0.05, max: 0.99, noNaN: true }).map((topP) => ({ topP })),
    fc.double({ min: 0.001, max: 1, noNaN: true }).map((minP) => ({ minP })),
    alphas.map((topH) => ({ topH })),
    alphas.map((topH) => ({ topH, topHRule: "released" as const })),
    fc.constant({ topK: 12, topP: 0.9, minP: 0.02, topH: 0.6 }),
  )
  .map((rules) => ({ ...noRules, ...rules }));

const rows = fc
  .record({
    size: fc.integer({ min: 1, max: 150 }),
    spread: fc.double({ min: 0.1, max: 5, noNaN: true }),
    seed: fc.nat(1e6),
    numImpossible: fc.constantFrom(0, 0, 3),
  })
  .map(({ size, spread, seed, numImpossible }) => {
    const random = seededRandom(seed);
    // The first token can always come.
    return Float32Array.from({ length: size }, (_, i) =>
      i > 0 && i <= numImpossible ? Number.NEGATIVE_INFINITY : spread * gaussian(random),
    );
  });

/** Box and Muller's normal variable. */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const scorings = fc.record({
  temperature: fc.constantFrom(1, 1, 0.5, 0.8, 1.3, 2),
  penalty: fc.constantFrom(1, 1, 1.2, 2),
  recent: fc.uniqueArray(fc.nat(40), { maxLength: 10 }).map((tokens) => new Set(tokens)),
});

describe("the tokens that rules keep", () => {
  it("are those of the definition, from the top K or from the whole row", async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        scorings,
        someRules,
        fc.constantFrom(1, 5, 64),
        async (logits, { penalty, ...others }, rules, topK) => {
          const recent = penalty === 1 ? new Set<number>() : others.recent;
          const scoring = { ...others, penalty, recent, vocabSize: logits.length };
          const output = new RowOutput(logits, Math.min(topK, logits.length));
          const row = new ScoredRow(output, 0, scoring);
          const { ids, scores } = await keptTokens(row, truncationRules(rules));
          const all = Array.from(
            logits,
            (logit, token) =>
              (recent.has(token) ? penalised(logit, penalty) : logit) / scoring.temperature,
          );
          expect(Array.from(ids)).toEqual(keptByDefinition(all, rules));
          expect(Array.from(scores)).toEqual(Array.from(ids, (token) => at(all, token)));
        },
      ),
      fixedRuns(1500),
    );
  });

  // A vocabulary of 1,000 tokens whose probabilities fall like those of a model of code: p(rank) ~ rank^-slope.
  const outputs = Array.from({ length: 150 }, (_, seed) => {
    const random = seededRandom(seed);
    const slope = 2 + (seed % 3);
    return new RowOutput(
      Float32Array.from({ length: 1000 }, (__, i) => random() - slope * Math.log(i + 1)),
      64,
    );
  });

  it.each<{ rules: Partial<SamplingRules>; temperature: number; most: number }>([
    { rules: { topK: 40 }, temperature: 0.8, most: 0 },
    { rules: { topP: 0.95 }, temperature: 1, most: 0.05 },
    { rules: { topP: 0.95 }, temperature: 0.8, most: 0.05 },
    { rules: { topP: 0.95 }, temperature: 1.3, most: 0.9 },
    { rules: { minP: 0.05 }, temperature: 1, most: 0 },
    { rules: { minP: 0.05 }, temperature: 1.3, most: 0 },
    { rules: { topH: 0.4 }, temperature: 1, most: 0 },
    { rules: { topH: 0.4 }, temperature: 0.8, most: 0.02 },
    { rules: { topH: 0.4, topHRule: "released" }, temperature: 1, most: 0.05 },
  ])(
    "need the whole row of at most $most of a sure model's rows: $rules at $temperature",
    async ({ rules, temperature, most }) => {
      const active = truncationRules({ ...noRules, ...rules });
      const scoring = { temperature, penalty: 1, recent: new Set<number>(), vocabSize: 1000 };
      let numFullRows = 0;
      for (const output of outputs) {
        const before = output.numFullRows;
        await keptTokens(new ScoredRow(output, 0, scoring), active);
        numFullRows += output.numFullRows - before;
      }
      expect(numFullRows / outputs.length).toBeLessThanOrEqual(most);
    },
  );
});

describe("top-H", () => {
  /** H(norm(p|S)) and H(p) for a random row, and |S|. */
  async function entropies(rules: Partial<SamplingRules>, seed: number) {
    const random = seededRandom(seed);
    const logits = Float32Array.from({ length: 30 }, () => 2 * gaussian(random));
    const scoring = { temperature: 1, penalty: 1, recent: new Set<number>(), vocabSize: 30 };
    const row = new ScoredRow(new RowOutput(logits, 30), 0, scoring);
    const { ids } = await keptTokens(row, truncationRules({ ...noRules, ...rules }));
    const p = softmax(logits);
    const kept = normalised(Array.from(ids, (token) => at(p, token)));
    const next = [...p].sort((a, b) => b - a).slice(0, ids.length + 1);
    return {
      numKept: ids.length,
      kept: entropy(kept),
      oneMore: entropy(normalised(next)),
      all: entropy(p),
    };
  }

  it.each([0.2, 0.4, 0.6, 0.9])(
    "keeps entropies within %s of the row's, and no fewer tokens",
    async (topH) => {
      for (let seed = 0; seed < 500; seed++) {
        const { numKept, kept, oneMore, all } = await entropies({ topH }, seed);
        if (numKept > 1) expect(kept).toBeLessThanOrEqual(topH * all + 1e-12);
        expect(oneMore).toBeGreaterThan(topH * all - 1e-12);
      }
    },
  );

  it("breaks that bound on a third of the rows when computed as the released code does", async () => {
    let numBroken = 0;
    for (let seed = 0; seed < 500; seed++) {
      const released = await entropies({ topH: 0.4, topHRule: "released" }, seed);
      if (released.numKept > 1 && released.kept > 0.4 * released.all) numBroken += 1;
    }
    expect(numBroken).toBeGreaterThan(150);
  });
});

describe("the law under rules", () => {
  const logits = Float32Array.of(0, 1.5, -1, 2, 0.5, 1, -0.5, 0.2, 1.2, -2);

  it.each<{ rules: Partial<SamplingRules>; temperature: number }>([
    { rules: { topK: 4 }, temperature: 0.7 },
    { rules: { topP: 0.9 }, temperature: 1 },
    { rules: { minP: 0.1 }, temperature: 1.4 },
    { rules: { topH: 0.7 }, temperature: 1 },
  ])("is the tempered one, cut off and scaled: $rules at $temperature", async (aCase) => {
    const { temperature } = aCase;
    const rules = { ...noRules, ...aCase.rules };
    const picker = new TemperaturePicker({
      temperature,
      noise: new KeyedNoise(8),
      vocabSize: logits.length,
      rules: truncationRules(rules),
    });
    const counts = new Map<string, number>();
    const output = new RowOutput(logits, 6);
    for (output.cachedLength = 0; output.cachedLength < 10_000; output.cachedLength++) {
      const token = String(await picker.pick(output, 0, unconstrained, 0));
      counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    const kept = keptByDefinition(
      Array.from(logits, (logit) => logit / temperature),
      rules,
    );
    const p = softmax(logits, temperature);
    const shares = normalised(kept.map((token) => at(p, token)));
    const law = new Map(kept.map((token, i) => [String(token), at(shares, i)]));
    expect(chiSquareP(counts, law)).toBeGreaterThan(1e-3);
  });
});
