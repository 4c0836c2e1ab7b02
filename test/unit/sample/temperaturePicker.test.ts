import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import { KeyedNoise } from "../../../src/core/sample/keyedNoise";
import { TAIL } from "../../../src/core/sample/noise";
import { noRules } from "../../../src/core/sample/samplingRules";
import { TemperaturePicker } from "../../../src/core/sample/temperaturePicker";
import { truncationRules, type TruncationRule } from "../../../src/core/sample/truncation";
import { admitting } from "../../support/admitting";
import { RowOutput } from "../../support/rowOutput";
import { softmax } from "../../support/tableModel";

const logits = Float32Array.of(0, 1.5, -1, 2, 0.5, 1, -0.5, 0.2, 1.2, -2);
const vocabSize = logits.length;

function pickerAt(temperature: number, seed = 3): TemperaturePicker {
  return new TemperaturePicker({ temperature, noise: new KeyedNoise(seed), vocabSize });
}

/** Pearson's statistic of counts against expected shares. */
function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  const n = counts.reduce((a, b) => a + b, 0);
  return counts.reduce(
    (sum, count, i) => sum + (count - n * at(shares, i)) ** 2 / (n * at(shares, i)),
    0,
  );
}

describe("TemperaturePicker", () => {
  // 9 degrees of freedom: 33.7 is exceeded with probability 1e-4.
  it.each([
    { temperature: 0.6, topK: 3 },
    { temperature: 1, topK: 3 },
    { temperature: 1.7, topK: 3 },
    { temperature: 1, topK: 10 },
  ])("draws by softmax at temperature $temperature from a top $topK", async (options) => {
    const picker = pickerAt(options.temperature);
    const counts = new Array<number>(vocabSize).fill(0);
    const output = new RowOutput(logits, options.topK);
    for (output.cachedLength = 0; output.cachedLength < 10_000; output.cachedLength++) {
      const token = await picker.pick(output, 0, unconstrained, 0);
      counts[token] = at(counts, token) + 1;
    }
    expect(chiSquare(counts, softmax(logits, options.temperature))).toBeLessThan(33.7);
  });

  it("draws by the masked softmax under a constraint", async () => {
    const admitted = [0, 2, 4, 9];
    const constraint = admitting(admitted);
    const picker = pickerAt(0.8);
    const counts = new Map(admitted.map((token) => [token, 0]));
    const output = new RowOutput(logits, 3);
    for (output.cachedLength = 0; output.cachedLength < 10_000; output.cachedLength++) {
      const token = await picker.pick(output, 0, constraint, 0);
      counts.set(token, (counts.get(token) ?? Number.NaN) + 1);
    }
    const masked = softmax(logits, 0.8).map((p, token) => (admitted.includes(token) ? p : 0));
    const total = masked.reduce((a, b) => a + b, 0);
    const shares = admitted.map((token) => at(masked, token) / total);
    // 3 degrees of freedom: 21.1 is exceeded with probability 1e-4.
    expect(chiSquare([...counts.values()], shares)).toBeLessThan(21.1);
  });

  it("says so when no token is admitted", async () => {
    const pick = pickerAt(1).pick(new RowOutput(logits), 0, admitting([]), 0);
    await expect(pick).rejects.toMatchObject({
      code: "invariant",
    });
  });

  // The weight's standard error over 1,500 picks is below 0.013 where it lies between 0 and 1.
  it.each<{ temperature: number; topK: number; rules?: readonly TruncationRule[] }>([
    { temperature: 1, topK: 10 },
    { temperature: 1, topK: 4 },
    { temperature: 0.7, topK: 4 },
    { temperature: 1, topK: 4, rules: truncationRules({ ...noRules, topK: 5 }) },
  ])(
    "tells an observer what a constraint leaves: case %#",
    async ({ temperature, topK, rules }) => {
      const admitted = [1, 2, 5, 8];
      const weights: number[] = [];
      const parts = { temperature, noise: new KeyedNoise(5), vocabSize, ...(rules && { rules }) };
      const picker = new TemperaturePicker({
        ...parts,
        onConstrained: (logWeight) => weights.push(Math.exp(logWeight)),
      });
      const unobserved = new TemperaturePicker(parts);
      const output = new RowOutput(logits, topK);
      for (output.cachedLength = 0; output.cachedLength < 1500; output.cachedLength++) {
        const token = await picker.pick(output, 0, admitting(admitted), 0);
        expect(await unobserved.pick(output, 0, admitting(admitted), 0)).toBe(token);
        await picker.pick(output, 0, unconstrained, 0);
      }
      expect(weights).toHaveLength(1500);
      // The five likeliest are 3, 1, 8, 5 and 4.
      const kept = rules === undefined ? Array.from(logits.keys()) : [3, 1, 8, 5, 4];
      const p = softmax(logits, temperature);
      const mass = (tokens: readonly number[]): number =>
        tokens.reduce((sum, token) => sum + at(p, token), 0);
      const share = mass(kept.filter((token) => admitted.includes(token))) / mass(kept);
      const mean = weights.reduce((a, b) => a + b, 0) / weights.length;
      expect(Math.abs(mean - share)).toBeLessThan(0.04);
    },
  );

  it("tells of no share where a rule cuts off all that is admitted", async () => {
    const weights: number[] = [];
    const picker = new TemperaturePicker({
      temperature: 1,
      noise: new KeyedNoise(5),
      vocabSize,
      rules: truncationRules({ ...noRules, topK: 2 }),
      onConstrained: (logWeight) => weights.push(logWeight),
    });
    // 3 and 1 are kept; of the others 5 is likelier than 2.
    expect(await picker.pick(new RowOutput(logits, 3), 0, admitting([2, 5]), 0)).toBe(5);
    expect(weights).toEqual([Number.NEGATIVE_INFINITY]);
  });

  it("takes a token of the tail when the tail wins", async () => {
    // All noise is 0 but the tail's, which lifts the group above everything.
    const noise = { gumbel: (_: number, token: number) => (token === TAIL ? 100 : 0) };
    const picker = new TemperaturePicker({ temperature: 1, noise, vocabSize });
    // The top 3 are 3, 1 and 8; the largest outside is 5.
    expect(await picker.pick(new RowOutput(logits, 3), 0, unconstrained, 0)).toBe(5);
  });

  it("seldom fetches a whole row when the model is sure", async () => {
    const peaked = Float32Array.from({ length: 1000 }, (_, token) => (token < 8 ? 8 - token : -6));
    const picker = new TemperaturePicker({
      temperature: 0.8,
      noise: new KeyedNoise(1),
      vocabSize: peaked.length,
    });
    const output = new RowOutput(peaked, 8);
    for (output.cachedLength = 0; output.cachedLength < 500; output.cachedLength++) {
      await picker.pick(output, 0, unconstrained, 0);
    }
    expect(output.numFullRows).toBeLessThan(10);
  });

  it("refuses temperature 0, which is the greedy picker's", () => {
    expect(() => pickerAt(0)).toThrow("temperature above 0");
  });
});
