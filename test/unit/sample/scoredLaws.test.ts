import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import { createPicker } from "../../../src/core/sample/createPicker";
import { noRules, type SamplingRules } from "../../../src/core/sample/samplingRules";
import type { TokenPicker } from "../../../src/core/sample/tokenPicker";
import { chiSquareP } from "../../support/chiSquare";
import { RowOutput } from "../../support/rowOutput";
import { softmax } from "../../support/tableModel";

const logits = Float32Array.of(0, 1.5, -1, 2, 0.5, 1, -0.5, 0.2, 1.2, -2);
const vocabSize = logits.length;

function pickerOf(sampling: Partial<SamplingRules>, temperature = 0.8): TokenPicker {
  return createPicker({
    temperature,
    seed: 5,
    sampling: { ...noRules, ...sampling },
    vocabSize,
    history: () => [3, 8],
    isMark: () => false,
  });
}

const someRules: readonly Partial<SamplingRules>[] = [
  {},
  { topK: 4 },
  { topP: 0.8 },
  { minP: 0.2 },
  { topH: 0.5 },
  { repetitionPenalty: 1.5 },
  { repetitionPenalty: 1.5, topP: 0.9, topK: 5 },
];

describe("the laws that a picker tells", () => {
  it.each(someRules)("are what its picks are drawn from: %j", async (rules) => {
    for (const topK of [3, vocabSize]) {
      const picker = pickerOf(rules);
      const output = new RowOutput(logits, topK);
      const law = await picker.laws?.whole(output, 0);
      expect(law).toHaveLength(vocabSize);
      expect(law?.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      const counts = new Map<string, number>();
      for (output.cachedLength = 0; output.cachedLength < 4000; output.cachedLength++) {
        const token = String(await picker.pick(output, 0, unconstrained, 0));
        counts.set(token, (counts.get(token) ?? 0) + 1);
      }
      const expected = new Map(Array.from(law ?? [], (p, token) => [String(token), p]));
      expect(chiSquareP(counts, expected)).toBeGreaterThan(1e-3);
    }
  });

  it("are softmax of the tempered logits where there are no rules", async () => {
    const law = await pickerOf({}, 1.7).laws?.whole(new RowOutput(logits, 3), 0);
    for (const [token, p] of softmax(logits, 1.7).entries())
      expect(at(law ?? [], token)).toBeCloseTo(p, 12);
  });

  it("are, of the top, the whole law's among the tokens that the row names, and cost no whole row", async () => {
    const output = new RowOutput(logits, 4);
    const { laws } = pickerOf({ repetitionPenalty: 1.2 });
    const top = await laws?.top(output, 0);
    expect(output.numFullRows).toBe(0);
    const whole = await laws?.whole(output, 0);
    expect(Array.from(top?.ids ?? []).sort((a, b) => a - b)).toEqual([1, 3, 5, 8]);
    const named = [1, 3, 5, 8].reduce((sum, token) => sum + at(whole ?? [], token), 0);
    for (const [i, token] of top?.ids.entries() ?? []) {
      expect(at(top?.probabilities ?? [], i)).toBeCloseTo(at(whole ?? [], token) / named, 12);
    }
  });

  it("are, of the top, all that the rules keep", async () => {
    const { laws } = pickerOf({ topK: 2 });
    const top = await laws?.top(new RowOutput(logits, 4), 0);
    expect(Array.from(top?.ids ?? [])).toEqual([3, 1]);
    expect(top?.probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });

  it("are not told where nothing is drawn, or the draws bear a watermark", () => {
    expect(pickerOf({}, 0).laws).toBeUndefined();
    expect(pickerOf({ watermarkKey: "a key" }).laws).toBeUndefined();
  });
});
