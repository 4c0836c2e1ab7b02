import { describe, expect, it } from "vitest";
import { createPicker, type PickerOptions } from "../../../src/core/sample/createPicker";
import { GreedyPicker, greedyPicker } from "../../../src/core/sample/greedyPicker";
import { noRules, type SamplingRules } from "../../../src/core/sample/samplingRules";
import { TemperaturePicker } from "../../../src/core/sample/temperaturePicker";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import { RowOutput } from "../../support/rowOutput";

function options(temperature: number, sampling: Partial<SamplingRules> = {}): PickerOptions {
  return {
    temperature,
    seed: 1,
    sampling: { ...noRules, ...sampling },
    vocabSize: 9,
    history: () => [],
    isMark: () => false,
  };
}

describe("createPicker", () => {
  it("is greedy at temperature 0 and draws above", () => {
    expect(createPicker(options(0))).toBe(greedyPicker);
    expect(createPicker(options(0, { topP: 0.5, topK: 3 }))).toBe(greedyPicker);
    expect(createPicker(options(0, { repetitionPenalty: 1.2 }))).toBeInstanceOf(GreedyPicker);
    expect(createPicker(options(0.1))).toBeInstanceOf(TemperaturePicker);
  });

  it.each<[number, Partial<SamplingRules>, string]>([
    [-1, {}, "the temperature is -1"],
    [Number.NaN, {}, "the temperature is NaN"],
    [Number.POSITIVE_INFINITY, {}, "the temperature is Infinity"],
    [1, { topK: 1.5 }, "top-k is 1.5"],
    [1, { topK: -1 }, "top-k is -1"],
    [1, { topP: 0 }, "top-p is 0"],
    [1, { topP: 1.1 }, "top-p is 1.1"],
    [1, { minP: -0.1 }, "min-p is -0.1"],
    [1, { minP: 2 }, "min-p is 2"],
    [1, { topH: 1.5 }, "top-h is 1.5"],
    [1, { topH: Number.NaN }, "top-h is NaN"],
    [1, { repetitionPenalty: 0.9 }, "the repetition penalty is 0.9"],
    [1, { repetitionPenalty: Number.POSITIVE_INFINITY }, "the repetition penalty is Infinity"],
    [0, { watermarkKey: "mine" }, "a watermark lives in random choices"],
  ])("refuses temperature %s with %o", (temperature, sampling, message) => {
    const create = () => createPicker(options(temperature, sampling));
    expect(create).toThrow(expect.objectContaining({ code: "user/bad-argument" }));
    expect(create).toThrow(message);
  });

  it("draws by the watermark's noise where there is a key", async () => {
    const output = new RowOutput(new Float32Array(9));
    const drawn = async (
      sampling: Partial<SamplingRules>,
      { seed = 1, stream = 0 } = {},
    ): Promise<number[]> => {
      const picker = createPicker({ ...options(1, sampling), seed, stream });
      const tokens: number[] = [];
      for (output.cachedLength = 0; output.cachedLength < 30; output.cachedLength++) {
        tokens.push(await picker.pick(output, 0, unconstrained, 0));
      }
      return tokens;
    };
    const marked = await drawn({ watermarkKey: "mine" });
    expect(await drawn({ watermarkKey: "mine" })).toEqual(marked);
    expect(await drawn({})).not.toEqual(marked);
    expect(await drawn({ watermarkKey: "yours" })).not.toEqual(marked);
    // The seed is the place in the key's sequence where the text begins.
    const later = await drawn({ watermarkKey: "mine" }, { seed: 3 });
    expect(later.slice(0, 28)).toEqual(marked.slice(2));
    expect(await drawn({ watermarkKey: "mine" }, { stream: 1 })).not.toEqual(marked);
    expect(await drawn({ watermarkKey: "mine" }, { seed: 1 - 256 })).toEqual(marked);
  });
});
